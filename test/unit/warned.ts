/** What every stack with the exporter is told. */
export const grpcWarning =
  "falco:metricsSource is exporter: Falco 0.43 was the last with gRPC and gets no fixes. It does not run on kernel 6.19 and later, ends beside containerd 2.3 and later, and can end while it writes certain alerts as JSON. With falco:metricsSource native the stack has falco chart 9.2.0, which has no gRPC.";
