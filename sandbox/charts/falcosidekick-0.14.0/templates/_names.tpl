{{- define "sidekick.name" -}}
{{ .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "sidekick.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- $full := contains $name .Release.Name | ternary .Release.Name (print .Release.Name "-" $name) }}
{{- .Values.fullnameOverride | default $full | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* The pods of one component; call it with (list $ "core", "ui" or "ui-redis"). */}}
{{- define "sidekick.selector" -}}
app.kubernetes.io/name: {{ include "sidekick.name" (first .) }}
app.kubernetes.io/instance: {{ (first .).Release.Name }}
app.kubernetes.io/component: {{ last . }}
{{- end }}

{{- define "sidekick.labels" -}}
{{- $ := first . }}
{{- include "sidekick.selector" . }}
app.kubernetes.io/version: {{ $.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: {{ include "sidekick.name" $ }}
app.kubernetes.io/managed-by: {{ $.Release.Service }}
helm.sh/chart: {{ $.Chart.Name }}-{{ $.Chart.Version }}
{{- end }}

{{- /* metadata up to the labels; call it with (list $ "suffix of the name" "component"). */}}
{{- define "sidekick.metadata" -}}
{{- $ := first . }}
name: {{ include "sidekick.fullname" $ }}{{ index . 1 }}
namespace: {{ $.Release.Namespace }}
labels:
  {{- include "sidekick.labels" (list $ (last .)) | nindent 2 }}
  {{- with eq (last .) "core" | ternary $.Values.customLabels $.Values.webui.customLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
