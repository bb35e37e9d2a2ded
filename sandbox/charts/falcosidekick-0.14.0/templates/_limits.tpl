{{- /* What the stand-in can't render is refused instead of being left out silently. */}}
{{- define "sidekick.limits" -}}
{{- $values := .Values }}
{{- range $what, $on := dict
  "ingress.enabled" (or $values.ingress.enabled $values.webui.ingress.enabled)
  "httproute.enabled" (or $values.httproute.enabled $values.webui.httproute.enabled)
  "serviceMonitor.enabled" $values.serviceMonitor.enabled
  "prometheusRules.enabled" $values.prometheusRules.enabled
  "grafana.dashboards.enabled" $values.grafana.dashboards.enabled
  "podSecurityPolicy.create" $values.podSecurityPolicy.create
  "config.policyreport.enabled" $values.config.policyreport.enabled
  "webui.externalRedis.enabled" $values.webui.externalRedis.enabled
  "webui without redis" (and $values.webui.enabled (not $values.webui.redis.enabled))
  "certificates in values" $values.config.tlsserver.serverkey }}
{{- if $on }}{{ fail (printf "the sandbox's stand-in for the falcosidekick chart can't render %s" $what) }}{{ end }}
{{- end }}
{{- end }}
