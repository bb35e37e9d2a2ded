{{- /* What the stand-in can't render is refused instead of being left out silently. */}}
{{- define "exporter.limits" -}}
{{- $values := .Values }}
{{- range $what, $on := dict
  "serviceMonitor.enabled" $values.serviceMonitor.enabled
  "grafanaDashboard.enabled" $values.grafanaDashboard.enabled
  "prometheusRules.enabled" $values.prometheusRules.enabled
  "podSecurityPolicy.create" $values.podSecurityPolicy.create
  "service.mTLS.enabled" $values.service.mTLS.enabled
  "certificates in values" $values.certs }}
{{- if $on }}{{ fail (printf "the sandbox's stand-in for the falco-exporter chart can't render %s" $what) }}{{ end }}
{{- end }}
{{- end }}
