{{- define "falco.name" -}}
{{ .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- /* A release named after the chart isn't named twice. */}}
{{- define "falco.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- $full := contains $name .Release.Name | ternary .Release.Name (print .Release.Name "-" $name) }}
{{- .Values.fullnameOverride | default $full | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "falco.serviceAccount" -}}
{{- $own := .Values.serviceAccount.create | ternary (include "falco.fullname" .) "default" }}
{{- .Values.serviceAccount.name | default $own }}
{{- end }}

{{- define "falco.selector" -}}
app.kubernetes.io/name: {{ include "falco.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- /* metadata of everything in the chart; call it with (list $ "suffix of the name"). */}}
{{- define "falco.metadata" -}}
{{- $ := first . }}
name: {{ include "falco.fullname" $ }}{{ last . }}
namespace: {{ $.Values.namespaceOverride | default $.Release.Namespace }}
labels:
  {{- include "falco.selector" $ | nindent 2 }}
  app.kubernetes.io/version: {{ $.Chart.AppVersion | quote }}
  app.kubernetes.io/managed-by: {{ $.Release.Service }}
  helm.sh/chart: {{ $.Chart.Name }}-{{ $.Chart.Version }}
{{- end }}

{{- /* Call it with (list $ image); an image without a tag has that of the app's version. */}}
{{- define "falco.image" -}}
{{- $image := last . }}
{{- $tag := $image.tag | default (first .).Chart.AppVersion }}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}:{{ $tag }}
{{- end }}
