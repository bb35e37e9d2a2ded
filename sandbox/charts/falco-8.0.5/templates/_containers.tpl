{{- /* Privileges of Falco's container by driver; `containerSecurityContext` replaces them all. */}}
{{- define "falco.securityContext" -}}
{{- $driver := .Values.driver }}
{{- $least := dict }}
{{- if dig "ebpf" "leastPrivileged" false $driver }}
{{- $_ := set $least "ebpf" (list "SYS_ADMIN" "SYS_RESOURCE" "SYS_PTRACE") }}
{{- end }}
{{- if $driver.modernEbpf.leastPrivileged }}
{{- $_ := set $least "modern_ebpf" (list "BPF" "SYS_RESOURCE" "PERFMON" "SYS_PTRACE") }}
{{- end }}
{{- $capabilities := get $least (include "falco.driver" .) }}
{{- $added := dict "capabilities" (dict "add" $capabilities) }}
{{- $computed := empty $capabilities | ternary (dict "privileged" true) $added }}
{{- .Values.containerSecurityContext | default ($driver.enabled | ternary $computed dict) | toYaml }}
{{- end }}

{{- define "falco.loader" -}}
{{- with .Values.driver.loader.initContainer }}
- name: falco-driver-loader
  image: {{ include "falco.image" (list $ .image) }}
  imagePullPolicy: {{ .image.pullPolicy }}
  args: {{ append .args (include "falco.driver" $) | toJson }}
  {{- with .resources }}
  resources: {{ toYaml . | nindent 4 }}
  {{- end }}
  {{- $privileged := has (include "falco.driver" $) (list "kmod" "auto") | ternary (dict "privileged" true) dict }}
  securityContext: {{ .securityContext | default $privileged | toJson }}
  env:
    - { name: HOST_ROOT, value: /host }
    {{- if eq $.Values.driver.kind "auto" }}
    - { name: FALCOCTL_DRIVER_CONFIG_NAMESPACE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }
    - { name: FALCOCTL_DRIVER_CONFIG_CONFIGMAP, value: {{ include "falco.fullname" $ }} }
    {{- else }}
    - { name: FALCOCTL_DRIVER_CONFIG_UPDATE_FALCO, value: "false" }
    {{- end }}
    {{- with .env }}{{ tpl (toYaml .) $ | nindent 4 }}{{ end }}
  volumeMounts:
    - { name: root-falco-fs, mountPath: /root/.falco }
    - { name: proc-fs, mountPath: /host/proc, readOnly: true }
    - { name: boot-fs, mountPath: /host/boot, readOnly: true }
    - { name: lib-modules, mountPath: /host/lib/modules }
    - { name: usr-fs, mountPath: /host/usr, readOnly: true }
    - { name: etc-fs, mountPath: /host/etc, readOnly: true }
    - { name: specialized-falco-configs, mountPath: /etc/falco/config.d }
{{- end }}
{{- end }}

{{- /* falcoctl as init container or sidecar; call it with (list $ "install") or (list $ "follow"). */}}
{{- define "falco.falcoctl" -}}
{{- $ := first . }}
{{- $verb := last . }}
{{- $directories := get $.Values.falcoctl.config.artifact $verb }}
{{- with get $.Values.falcoctl.artifact $verb }}
- name: falcoctl-artifact-{{ $verb }}
  image: {{ include "falco.image" (list $ $.Values.falcoctl.image) }}
  imagePullPolicy: {{ $.Values.falcoctl.image.pullPolicy }}
  args: {{ concat (list "artifact" $verb) .args | toJson }}
  {{- with .resources }}
  resources: {{ toYaml . | nindent 4 }}
  {{- end }}
  securityContext: {{ toYaml .securityContext | nindent 4 }}
  {{- with .env }}
  env: {{ tpl (toYaml .) $ | nindent 4 }}
  {{- end }}
  {{- with .envFrom }}
  envFrom: {{ tpl (toYaml .) $ | nindent 4 }}
  {{- end }}
  volumeMounts:
    - { name: rulesfiles-install-dir, mountPath: {{ $directories.rulesfilesDir }} }
    - { name: plugins-install-dir, mountPath: {{ $directories.pluginsDir }} }
    - { name: artifact-state-dir, mountPath: {{ $directories.stateDir }} }
    - { name: falcoctl-config-volume, mountPath: /etc/falcoctl }
    {{- with .mounts.volumeMounts }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end }}
{{- end }}
