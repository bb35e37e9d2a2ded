{{- /* Volumes of Falco's pod, each with its mount in Falco's container if it has one; a YAML list. */}}
{{- define "falco.volumes" -}}
{{- $driver := .Values.driver }}
{{- $kind := $driver.enabled | ternary (include "falco.driver" .) "" }}
{{- $artifact := .Values.falcoctl.artifact }}
{{- range $index, $socket := include "falco.sockets" . | fromYamlArray }}
- volume: { name: container-engine-socket-{{ $index }}, hostPath: { path: {{ $socket }} } }
  mount: { mountPath: /host{{ $socket }} }
{{- end }}
{{- if or $artifact.install.enabled $artifact.follow.enabled }}
- volume: { name: rulesfiles-install-dir, emptyDir: {} }
  mount: { mountPath: /etc/falco }
- volume: { name: plugins-install-dir, emptyDir: {} }
  mount: { mountPath: /usr/share/falco/plugins }
- volume: { name: artifact-state-dir, emptyDir: {} }
{{- end }}
{{- if or (eq (include "falco.loadsDriver" .) "true") (semverCompare ">=9.2.0" .Chart.Version) }}
- volume: { name: specialized-falco-configs, emptyDir: {} }
  mount: { mountPath: /etc/falco/config.d }
{{- end }}
- volume: { name: root-falco-fs, emptyDir: {} }
  mount: { mountPath: /root/.falco }
{{- if or $driver.enabled .Values.falco.plugins_hostinfo }}
- volume: { name: proc-fs, hostPath: { path: /proc } }
  mount: { mountPath: /host/proc{{ if and $driver.enabled (not $driver.loader.enabled) }}, readOnly: true{{ end }} }
{{- end }}
{{- if $driver.enabled }}
- volume: { name: etc-fs, hostPath: { path: /etc } }
  mount: { mountPath: /host/etc, readOnly: true }
{{- range $name, $path := dict "boot-fs" "/boot" "lib-modules" "/lib/modules" "usr-fs" "/usr" }}
- volume: { name: {{ $name }}, hostPath: { path: {{ $path }} } }
  {{- if not $driver.loader.enabled }}
  mount: { mountPath: /host{{ $path }}{{ if ne $name "lib-modules" }}, readOnly: true{{ end }} }
  {{- end }}
{{- end }}
{{- end }}
{{- if has $kind (list "kmod" "auto") }}
- volume: { name: dev-fs, hostPath: { path: /dev } }
  mount: { mountPath: /host/dev, readOnly: true }
- volume: { name: sys-module-fs, hostPath: { path: /sys/module } }
  mount: { mountPath: /sys/module }
{{- end }}
{{- $legacy := and (has $kind (list "ebpf" "auto")) (dig "ebpf" "sysfsMount" false $driver) }}
{{- $modern := and (has $kind (list "modern_ebpf" "auto")) $driver.modernEbpf.sysfsMount }}
{{- if or $legacy $modern }}
- volume: { name: sys-fs, hostPath: { path: {{ $driver.sysfsMountPath }} } }
  mount: { mountPath: {{ $driver.sysfsMountPath }}, readOnly: true }
{{- end }}
- volume:
    name: falco-yaml
    configMap: { name: {{ include "falco.fullname" . }}, items: [{ key: falco.yaml, path: falco.yaml }] }
  mount: { mountPath: /etc/falco/falco.yaml, subPath: falco.yaml }
# Before 9.2.0 it is there without falcoctl and its ConfigMap; the kubelet ignores a volume that no container mounts.
{{- if or $artifact.install.enabled $artifact.follow.enabled (semverCompare "<9.2.0" .Chart.Version) }}
- volume:
    name: falcoctl-config-volume
    configMap: { name: {{ include "falco.fullname" . }}-falcoctl, items: [{ key: falcoctl.yaml, path: falcoctl.yaml }] }
{{- end }}
{{- if .Values.customRules }}
- volume: { name: rules-volume, configMap: { name: {{ include "falco.fullname" . }}-rules } }
  mount: { mountPath: /etc/falco/rules.d }
{{- end }}
{{- with .Values.certs.existingSecret }}
- volume: { name: certs-volume, secret: { secretName: {{ . }} } }
  mount: { mountPath: /etc/falco/certs, readOnly: true }
{{- end }}
{{- with .Values.certs.existingClientSecret }}
- volume: { name: client-certs-volume, secret: { secretName: {{ . }} } }
  mount: { mountPath: /etc/falco/certs/client, readOnly: true }
{{- end }}
{{- with .Values.falco.grpc }}{{ if and .enabled (hasPrefix "unix://" .bind_address) }}
- volume: { name: grpc-socket-dir, hostPath: { path: {{ trimPrefix "unix://" .bind_address | dir }} } }
  mount: { mountPath: {{ trimPrefix "unix://" .bind_address | dir }} }
{{- end }}{{ end }}
{{- end }}
