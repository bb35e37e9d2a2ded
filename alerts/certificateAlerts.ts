import type { AlertArgs } from "./alertArgs";
import type { StackAlert } from "./stackAlert";

/** The end of the stack's own certificates, which no program has as a metric; `pulumi up` renews them and this alert. */
export const certificateAlerts = ({
  certificatesExpire,
  cluster,
  namespace,
  thresholds,
}: AlertArgs): readonly StackAlert[] => {
  if (certificatesExpire === undefined) return [];
  const end = Math.floor(Date.parse(certificatesExpire) / 1000);
  return [
    {
      alert: "FalcoCertificatesExpire",
      severity: "warning",
      namespace,
      expr: `label_replace(vector(${end}), "cluster", "${cluster}", "", "") - time() < ${thresholds.certificateDays * 24 * 60 * 60}`,
      summary: "The certificates between Falco and falco-exporter end soon",
      description:
        `The first of them {{ if gt $value 0.0 }}ends in {{ $value | humanizeDuration }}{{ else }}has ended{{ end }}, at ` +
        `${certificatesExpire}. From then on falco-exporter counts nothing. \`pulumi up\` renews them.`,
    },
  ];
};
