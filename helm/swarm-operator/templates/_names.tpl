{{/* What all objects are called. */}}
{{- define "swarm-operator.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 42 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 42 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "swarm-operator.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "swarm-operator.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{/* What the operator's pods are found by; never changes, a Deployment's selector can't. */}}
{{- define "swarm-operator.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | toYaml }}
app.kubernetes.io/instance: {{ .Release.Name | toYaml }}
{{- end }}

{{/* Of every object; what users say goes before the chart's own words, but not before the selector. */}}
{{- define "swarm-operator.labels" -}}
{{- include "swarm-operator.labelsAnd" (list . dict) -}}
{{- end }}

{{/* (list $ further): those, and further ones of this object. */}}
{{- define "swarm-operator.labelsAnd" -}}
{{- $root := first . -}}
{{- $own := dict
  "app.kubernetes.io/version" $root.Chart.AppVersion
  "app.kubernetes.io/part-of" "swarm-operator"
  "app.kubernetes.io/managed-by" $root.Release.Service
  "helm.sh/chart" (printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_") -}}
{{- $selector := include "swarm-operator.selector" $root | fromYaml -}}
{{- toYaml (merge (dict) $selector (last .) $root.Values.commonLabels $own) -}}
{{- end }}

{{/* The head of an object of the release's namespace. */}}
{{- define "swarm-operator.metadata" -}}
metadata:
  name: {{ include "swarm-operator.fullname" . | toYaml }}
  namespace: {{ .Release.Namespace | toYaml }}
  labels:
    {{- include "swarm-operator.labels" . | nindent 4 }}
  {{- with .Values.commonAnnotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end }}

{{- define "swarm-operator.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end }}

{{/*
The version of the schema that the definitions have: to be raised whenever a field goes or means something else, so
that older definitions are refused where newer ones are.
*/}}
{{- define "swarm-operator.crdSchemaVersion" -}}
1
{{- end }}
