{{- define "sidekick.image" -}}
{{ .registry }}/{{ .repository }}:{{ .tag }}
{{- end }}

{{- /* Where and as whom a pod runs; call it with (list $ values of the component). */}}
{{- define "sidekick.placement" -}}
{{- $values := last . }}
{{- with (first .).Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- range $key := list "priorityClassName" "nodeSelector" "affinity" "tolerations" }}
{{- with get $values $key }}
{{ $key }}: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- with $values.podSecurityContext }}
securityContext: {{ toYaml . | nindent 2 }}
{{- end }}
{{- end }}
