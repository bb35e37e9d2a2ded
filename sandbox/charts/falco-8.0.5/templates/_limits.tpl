{{- /* What the stand-in can't render is refused instead of being left out silently. */}}
{{- define "falco.limits" -}}
{{- if not (has .Values.driver.kind (list "kmod" "module" "ebpf" "modern_ebpf" "modern-bpf" "auto")) }}
{{- fail (printf "unsupported driver kind: %q" .Values.driver.kind) }}
{{- end }}
{{- $removed := pick .Values.falco "grpc" "grpc_output" | merge (pick .Values.driver "ebpf") }}
{{- if and $removed (semverCompare ">=9.0.0" .Chart.Version) }}
{{- fail (printf "no longer supported: %s" (keys $removed | sortAlpha | join ", ")) }}
{{- end }}
{{- range $what, $on := dict
  "controller.kind other than daemonset" (ne .Values.controller.kind "daemonset")
  "falcosidekick.enabled" .Values.falcosidekick.enabled
  "responseActions.enabled" .Values.responseActions.enabled
  "collectors.kubernetes.enabled" .Values.collectors.kubernetes.enabled
  "serviceMonitor.create" .Values.serviceMonitor.create
  "grafana.dashboards.enabled" .Values.grafana.dashboards.enabled
  "services" .Values.services
  "certificates in values" (or .Values.certs.server.key .Values.certs.client.key) }}
{{- if $on }}{{ fail (printf "the sandbox's stand-in for the falco chart can't render %s" $what) }}{{ end }}
{{- end }}
{{- end }}
