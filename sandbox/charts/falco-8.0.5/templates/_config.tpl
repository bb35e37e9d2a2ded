{{- define "falco.driver" -}}
{{ get (dict "module" "kmod" "modern-bpf" "modern_ebpf") .Values.driver.kind | default .Values.driver.kind }}
{{- end }}

{{- /* falco.yaml: the values under `falco`, plus what follows from the driver, the collectors and the metrics. */}}
{{- define "falco.config" -}}
{{- $config := deepCopy .Values.falco }}
{{- with .Values.driver }}{{ if .enabled }}
{{- $kmod := dict "buf_size_preset" .kmod.bufSizePreset "drop_failed_exit" .kmod.dropFailedExit }}
{{- $modern := dict "buf_size_preset" .modernEbpf.bufSizePreset "drop_failed_exit" .modernEbpf.dropFailedExit
  "cpus_for_each_buffer" .modernEbpf.cpusForEachBuffer }}
{{- $engines := dict "kmod" $kmod "modern_ebpf" $modern }}
{{- with .ebpf }}
{{- $_ := set $engines "ebpf" (dict "buf_size_preset" .bufSizePreset "drop_failed_exit" .dropFailedExit "probe" .path) }}
{{- end }}
{{- $kind := include "falco.driver" $ }}
{{- if eq $kind "auto" }}
{{- $_ := set $config "engine" (set $engines "kind" "modern_ebpf") }}
{{- else }}
{{- $_ := set $config "engine" (dict "kind" $kind $kind (get $engines $kind)) }}
{{- end }}
{{- end }}{{ end }}
{{- if eq (include "falco.loadsContainerPlugin" .) "true" }}
{{- with .Values.collectors.containerEngine }}
{{- $init := dict "label_max_len" .labelMaxLen "with_size" .withSize "hooks" .hooks "engines" .engines }}
{{- $plugin := dict "name" "container" "library_path" "libcontainer.so" "init_config" $init }}
{{- $_ := set $config "plugins" (append $config.plugins $plugin) }}
{{- $_ := set $config "load_plugins" (append $config.load_plugins "container") }}
{{- end }}
{{- end }}
{{- with .Values.metrics }}{{ if .enabled }}
{{- $_ := set $config "webserver" (merge (dict "enabled" true "prometheus_metrics_enabled" true) $config.webserver) }}
{{- $counters := dict "rules_counters_enabled" .rulesCountersEnabled "state_counters_enabled" .stateCountersEnabled
  "kernel_event_counters_enabled" .kernelEventCountersEnabled
  "kernel_event_counters_per_cpu_enabled" .kernelEventCountersPerCPUEnabled }}
{{- $statistics := dict "resource_utilization_enabled" .resourceUtilizationEnabled
  "libbpf_stats_enabled" .libbpfStatsEnabled "plugins_metrics_enabled" .pluginsMetricsEnabled
  "jemalloc_stats_enabled" .jemallocStatsEnabled }}
{{- $form := dict "enabled" true "interval" .interval "output_rule" .outputRule
  "convert_memory_to_mb" .convertMemoryToMB "include_empty_values" .includeEmptyValues }}
{{- $_ := set $config "metrics" (merge $form $counters $statistics ($config.metrics | default dict)) }}
{{- end }}{{ end }}
{{- toYaml $config }}
{{- end }}

{{- /* Sockets of the container engines that are switched on, from 9.2.0 on their directories, each once; a YAML list. */}}
{{- define "falco.sockets" -}}
{{- $sockets := list }}
{{- if eq (include "falco.loadsContainerPlugin" .) "true" }}
{{- range list "docker" "podman" "containerd" "cri" "lxc" "libvirt_lxc" "bpm" }}
{{- $engine := get $.Values.collectors.containerEngine.engines . }}
{{- if $engine.enabled }}{{ $sockets = concat $sockets ($engine.sockets | default list) }}{{ end }}
{{- end }}
{{- end }}
{{- $mounted := list }}
{{- range $sockets }}{{ $mounted = append $mounted (semverCompare ">=9.2.0" $.Chart.Version | ternary (dir .) .) }}{{ end }}
{{- $mounted | uniq | toYaml }}
{{- end }}

{{- define "falco.loadsContainerPlugin" -}}
{{ and .Values.driver.enabled .Values.collectors.enabled .Values.collectors.containerEngine.enabled }}
{{- end }}

{{- /* "true" where a driver has to be built or fetched before Falco starts. */}}
{{- define "falco.loadsDriver" -}}
{{ and .Values.driver.enabled .Values.driver.loader.enabled (ne (include "falco.driver" .) "modern_ebpf") }}
{{- end }}
