import type { Pkcs10CertificateRequest, X509Certificate } from "./x509.ts";

/** `data` in PEM, with the line end after it that Go writes. */
export const pemFile = (data: Pkcs10CertificateRequest | X509Certificate): string => `${data.toString("pem")}\n`;
