{{/* The beginning of every name. */}}
{{- define "watertight.fullname" -}}
{{- $name := default (ternary .Release.Name (printf "%s-watertight" .Release.Name) (contains "watertight" .Release.Name)) .Values.fullnameOverride -}}
{{- $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* (root, component): what is the same as long as it lives. */}}
{{- define "watertight.selector" -}}
app.kubernetes.io/name: watertight
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "watertight.labels" -}}
{{ include "watertight.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{/* What the chart knows of each app and nobody sets: image, port, and within how many seconds of SIGTERM it ends. */}}
{{- define "watertight.apps" -}}
api: { image: api, port: 3000, prefix: API, drainSeconds: 25, media: true }
wwebjs: { image: wwebjs-worker, port: 3001, prefix: WWEBJS, drainSeconds: 19, media: true }
meta: { image: meta-worker, port: 3002, prefix: META, drainSeconds: 18, media: true }
webhook: { image: webhook-worker, port: 3003, prefix: WEBHOOK, drainSeconds: 18, media: false }
{{- end -}}

{{- define "watertight.image" -}}
{{ printf "%s/%s:%s" .root.Values.image.registry .image (default .root.Chart.AppVersion .root.Values.image.tag) }}
{{- end -}}

{{- define "watertight.fromSecret" -}}
valueFrom: { secretKeyRef: { name: {{ .name }}, key: {{ .key }} } }
{{- end -}}

{{/* (root, login): the address of the database for migrate, api or workers. */}}
{{- define "watertight.databaseEnv" -}}
{{- $values := .root.Values -}}
{{- $login := index $values.database.logins .login -}}
- name: DATABASE_URL
  {{ include "watertight.fromSecret" (dict "name" (coalesce $login.existingSecret $values.database.existingSecret $values.secrets.existingSecret) "key" (default $values.database.key $login.key)) }}
{{- end -}}

{{/* (root, component, app): the environment of an app. */}}
{{- define "watertight.env" -}}
{{- $values := index .root.Values .component -}}
{{- $secret := .root.Values.secrets.existingSecret -}}
{{ include "watertight.databaseEnv" (dict "root" .root "login" (ternary "api" "workers" (eq .component "api"))) }}
- name: REDIS_URL
  {{ include "watertight.fromSecret" (dict "name" (default $secret .root.Values.redis.existingSecret) "key" .root.Values.redis.key) }}
- name: ENCRYPTION_KEY
  {{ include "watertight.fromSecret" (dict "name" $secret "key" "ENCRYPTION_KEY") }}
- name: ENCRYPTION_OTHER_KEYS
  valueFrom: { secretKeyRef: { name: {{ $secret }}, key: ENCRYPTION_OTHER_KEYS, optional: true } }
{{- if eq .component "api" }}
- name: ADMIN_API_KEY
  {{ include "watertight.fromSecret" (dict "name" $secret "key" "ADMIN_API_KEY") }}
{{- with .root.Values.database.tenantRole }}
- name: DATABASE_TENANT_ROLE
  value: {{ . | quote }}
{{- end }}
{{- end }}
- name: INSTANCE_ID
  valueFrom: { fieldRef: { fieldPath: metadata.name } }
- name: NODE_OPTIONS
  value: "--max-old-space-size={{ $values.heapMb }} --max-semi-space-size=32"
- name: {{ .app.prefix }}_MEMORY_MB
  value: {{ $values.memoryMb | quote }}
{{- if eq .component "wwebjs" }}
- name: WWEBJS_MAX_SESSIONS
  value: {{ $values.maxSessions | quote }}
{{- if eq $values.chromium.sandbox "off" }}
- name: WWEBJS_BROWSER_ARGS
  value: '["--no-sandbox"]'
{{- end }}
{{- end }}
{{- if and .app.media .root.Values.media.s3.bucket }}
- name: MEDIA_S3_BUCKET
  value: {{ .root.Values.media.s3.bucket | quote }}
- name: MEDIA_S3_REGION
  value: {{ .root.Values.media.s3.region | quote }}
{{- with .root.Values.media.s3.url }}
- name: MEDIA_S3_URL
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- range $name, $value := merge (dict) $values.env .root.Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $from := .root.Values.envFromSecrets }}
- name: {{ $name }}
  {{ include "watertight.fromSecret" (dict "name" $from.secret "key" $from.key) }}
{{- end }}
{{- end -}}

{{- define "watertight.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "watertight.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{/* Load balancers take a while to notice that a pod ends: it serves on for so long. */}}
{{- define "watertight.preStopSeconds" -}}5{{- end -}}

{{/* (root, component, app): a pod of an app. */}}
{{- define "watertight.pod" -}}
{{- $values := index .root.Values .component -}}
{{- $preStop := include "watertight.preStopSeconds" .root | int -}}
metadata:
  labels:
    {{- include "watertight.labels" . | nindent 4 }}
spec:
  serviceAccountName: {{ include "watertight.fullname" .root }}-{{ .component }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ add .app.drainSeconds $preStop 5 }}
  securityContext:
    {{- include "watertight.podSecurity" . | nindent 4 }}
  {{- with .root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "watertight.selector" . | nindent 10 }}
  containers:
    - name: {{ .app.image }}
      image: {{ include "watertight.image" (dict "root" .root "image" .app.image) }}
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      securityContext:
        {{- include "watertight.containerSecurity" . | nindent 8 }}
        {{- if eq .component "wwebjs" }}
        {{- if eq $values.chromium.sandbox "localhost" }}
        seccompProfile: { type: Localhost, localhostProfile: {{ $values.chromium.localhostProfile }} }
        {{- else if eq $values.chromium.sandbox "unconfined" }}
        seccompProfile: { type: Unconfined }
        {{- end }}
        {{- end }}
      env:
        {{- include "watertight.env" . | nindent 8 }}
      ports:
        - { name: http, containerPort: {{ .app.port }}, protocol: TCP }
      startupProbe:
        httpGet: { path: /health, port: http }
        periodSeconds: 2
        failureThreshold: 60
        timeoutSeconds: 3
      livenessProbe:
        httpGet: { path: /health, port: http }
        periodSeconds: 10
        failureThreshold: 3
        timeoutSeconds: 5
      readinessProbe:
        httpGet: { path: /health/ready, port: http }
        periodSeconds: 5
        failureThreshold: 2
        timeoutSeconds: 5
      lifecycle:
        preStop: { exec: { command: [sleep, {{ $preStop | quote }}] } }
      resources:
        requests: { cpu: {{ $values.cpu | quote }}, memory: {{ $values.memoryMb }}Mi }
        limits: { memory: {{ $values.memoryMb }}Mi }
      volumeMounts:
        - { name: tmp, mountPath: /tmp }
        {{- if .app.media }}
        - { name: media, mountPath: /data/media }
        {{- end }}
        {{- if eq .component "wwebjs" }}
        - { name: sessions, mountPath: /data/sessions }
        - { name: shm, mountPath: /dev/shm }
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: { sizeLimit: 1Gi }
    {{- if .app.media }}
    - name: media
      {{- if .root.Values.media.persistence.enabled }}
      persistentVolumeClaim:
        claimName: {{ default (printf "%s-media" (include "watertight.fullname" .root)) .root.Values.media.persistence.existingClaim }}
      {{- else }}
      emptyDir: {}
      {{- end }}
    {{- end }}
    {{- if eq .component "wwebjs" }}
    - name: shm
      emptyDir: { medium: Memory, sizeLimit: {{ $values.shmMb }}Mi }
    {{- if not $values.persistence.enabled }}
    - name: sessions
      emptyDir: {}
    {{- end }}
    {{- end }}
{{- end -}}
