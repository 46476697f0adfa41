{{- define "taskline.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "taskline.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 54 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "taskline.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 54 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "taskline.selector" -}}
app.kubernetes.io/name: {{ include "taskline.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "taskline.labels" -}}
{{ include "taskline.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "taskline.serviceAccount" -}}
{{- ternary (default (include "taskline.fullname" .) .Values.serviceAccount.name) (default "default" .Values.serviceAccount.name) .Values.serviceAccount.create -}}
{{- end -}}

{{- define "taskline.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The configuration: that of the values, and where its metrics are. */}}
{{- define "taskline.config" -}}
{{- if not .Values.config.sources -}}
{{- fail "config.sources: name one source at least (docs/operators.md of Taskline)" -}}
{{- end -}}
{{- if not (has .Values.config.auth.mode (list "apiKeys" "jwt")) -}}
{{- fail "config.auth.mode: must be apiKeys or jwt, since others reach the pods (docs/operators.md of Taskline)" -}}
{{- end -}}
{{- $config := deepCopy .Values.config -}}
{{- if .Values.metrics.enabled -}}
{{- $_ := set $config "metrics" (dict "host" .Values.host "port" 9464) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{/* The drain, ten seconds for requests in progress, and five to spare. */}}
{{- define "taskline.terminationSeconds" -}}
{{- add (div (add (int (default 0 .Values.config.server.drainMs)) 999) 1000) 15 -}}
{{- end -}}

{{/* A probe of a path, over TLS where the gateway has some. */}}
{{- define "taskline.probe" -}}
httpGet:
  path: {{ .path }}
  port: http
  {{- if .config.server.tls }}
  scheme: HTTPS
  {{- end }}
{{- end -}}
