{{- /*
Variables of Falcosidekick as a YAML mapping: the path of a value under `config`, in capitals, joined by `_`. (Two of
upstream's 389 differ: ALERTMANAGER_EXPIRESAFTER and TELEGRAM_MESSAGE_THREAD_ID.)
*/}}
{{- define "sidekick.variables" -}}
{{- range $key, $value := .values }}
{{- $name := print $.prefix (upper $key) }}
{{- if kindIs "map" $value }}
{{- include "sidekick.variables" (dict "prefix" (print $name "_") "values" $value) }}
{{- else if not (or (kindIs "slice" $value) (kindIs "invalid" $value)) }}
{{ $name }}: {{ toString $value | toJson }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Everything under `config` that belongs to an output, and the UI's address. */}}
{{- define "sidekick.secret" -}}
{{- $settings := list "mutualtlsclient" "tlsclient" "tlsserver" "policyreport" }}
{{- range $section, $values := .Values.config }}
{{- if and (kindIs "map" $values) (not (has $section $settings)) }}
{{- $prefix := upper $section | printf "%s_" }}
{{- range $name, $value := include "sidekick.variables" (dict "prefix" $prefix "values" $values) | fromYaml }}
{{ $name }}: {{ b64enc $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.webui.enabled }}
WEBUI_URL: {{ printf "http://%s-ui:%v" (include "sidekick.fullname" .) .Values.webui.service.port | b64enc | quote }}
{{- end }}
{{- end }}
