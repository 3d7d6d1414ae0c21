{{/* Names begin with the release's. */}}
{{- define "skycast.name" -}}
{{- if contains "skycast" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-skycast" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* What selects pods of one part; it never changes. Takes a list: the root, and the part. */}}
{{- define "skycast.selector" -}}
app.kubernetes.io/name: skycast
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "skycast.labels" -}}
{{ include "skycast.selector" . }}
app.kubernetes.io/part-of: skycast
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{- define "skycast.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "skycast.authority" -}}
{{- if .Values.kafka.authority }}{{ .Values.kafka.authority }}{{ else if and .Values.brokers.enabled .Values.kafka.encrypted }}{{ .Values.brokers.name }}-cluster-ca-cert{{ end }}
{{- end }}

{{- define "skycast.bootstrap" -}}
{{- if .Values.brokers.enabled }}{{ .Values.brokers.name }}-kafka-bootstrap:{{ include "skycast.brokerPort" . }}{{ else }}{{ .Values.kafka.bootstrapServers }}{{ end }}
{{- end }}

{{- define "skycast.brokerPort" -}}
{{ ternary 9093 9092 .Values.kafka.encrypted }}
{{- end }}

{{/* Properties of Kafka's clients. Secrets are not in them: the environment or a file gives those. */}}
{{- define "skycast.kafka" -}}
bootstrap.servers: {{ include "skycast.bootstrap" . }}
schema.registry.url: {{ .Values.kafka.registry }}
{{- if eq .Values.kafka.authentication "scram" }}
security.protocol: {{ ternary "SASL_SSL" "SASL_PLAINTEXT" .Values.kafka.encrypted }}
sasl.mechanism: SCRAM-SHA-512
{{- else if .Values.kafka.encrypted }}
security.protocol: SSL
{{- end }}
{{- if include "skycast.authority" . }}
ssl.truststore.type: PEM
ssl.truststore.location: /etc/skycast/authority/ca.crt
{{- end }}
{{- if eq .Values.kafka.authentication "certificate" }}
config.providers: directory
config.providers.directory.class: org.apache.kafka.common.config.provider.DirectoryConfigProvider
ssl.keystore.type: PEM
ssl.keystore.key: ${directory:/etc/skycast/user:user.key}
ssl.keystore.certificate.chain: ${directory:/etc/skycast/user:user.crt}
{{- end }}
{{- with .Values.kafka.properties }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Nobody's rights; what a pod of any part runs as. */}}
{{- define "skycast.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10002
runAsGroup: 10002
fsGroup: 10002
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "skycast.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "skycast.placement" -}}
serviceAccountName: {{ include "skycast.name" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* What a client of the brokers mounts. Takes a list: the root, and the Secret of its user. */}}
{{- define "skycast.clientMounts" -}}
{{- if include "skycast.authority" (index . 0) }}
- { name: authority, mountPath: /etc/skycast/authority, readOnly: true }
{{- end }}
{{- if eq (index . 0).Values.kafka.authentication "certificate" }}
- { name: user, mountPath: /etc/skycast/user, readOnly: true }
{{- end }}
{{- end }}

{{- define "skycast.clientVolumes" -}}
{{- with include "skycast.authority" (index . 0) }}
- name: authority
  secret:
    secretName: {{ . }}
    items: [{ key: ca.crt, path: ca.crt }]
{{- end }}
{{- if eq (index . 0).Values.kafka.authentication "certificate" }}
- name: user
  secret:
    secretName: {{ index . 1 }}
    defaultMode: 0440
    items: [{ key: user.crt, path: user.crt }, { key: user.key, path: user.key }]
{{- end }}
{{- end }}

{{/* Takes a list: the root, the Secret, and what variables begin with. */}}
{{- define "skycast.login" -}}
{{- if eq (index . 0).Values.kafka.authentication "scram" }}
- name: {{ index . 2 }}_KAFKA__SASL_JAAS_CONFIG
  valueFrom: { secretKeyRef: { name: {{ index . 1 }}, key: sasl.jaas.config } }
{{- end }}
{{- end }}
