{{/* What the operator is for: services, which belong to their users, and what it tells of them. */}}
{{- define "swarm-operator.rules.watched" -}}
# spec belongs to the user; the patch takes away request annotations that were carried out
- apiGroups: [swarmoperator.io]
  resources: [swarmservices]
  verbs: [get, list, watch, patch]
- apiGroups: [swarmoperator.io]
  resources: [swarmservices/status]
  verbs: [update]
{{- end }}

{{/* What it makes for them. No Secrets: pods name them, the kubelet reads them. */}}
{{- define "swarm-operator.rules.dependent" -}}
- apiGroups: [swarmoperator.io]
  resources: [swarmtasks]
  verbs: [get, list, watch, create, update, delete, deletecollection]
# the patch numbers the tasks of a node anew when max replicas per node changes
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, create, patch, delete, deletecollection]
# revisions are never updated
- apiGroups: [apps]
  resources: [controllerrevisions]
  verbs: [get, list, watch, create, delete]
# whether a Service has an address of its own can't be changed: another takes its place
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
# made when a service declares them and they are missing; never read, changed or deleted
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [create]
# the list tells what keeps a pod from starting
- apiGroups: [""]
  resources: [events]
  verbs: [get, list, create, patch]
{{- end }}

{{/*
One set of rules, given to the operator: (dict "root" $ "part" "watched" "kind" "ClusterRole").
"namespace" is empty for the whole cluster.
*/}}
{{- define "swarm-operator.grant" -}}
{{- $name := printf "%s-%s" (include "swarm-operator.fullname" .root) .part -}}
{{- $prefix := ternary "Cluster" "" (empty .namespace) -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $prefix }}Role
metadata:
  {{- include "swarm-operator.grant.metadata" (dict "root" .root "name" $name "namespace" .namespace) | nindent 2 }}
rules:
  {{- include (printf "swarm-operator.rules.%s" .part) .root | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ $prefix }}RoleBinding
metadata:
  {{- include "swarm-operator.grant.metadata" (dict "root" .root "name" $name "namespace" .namespace) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ $prefix }}Role
  name: {{ $name }}
subjects:
  - kind: ServiceAccount
    name: {{ include "swarm-operator.serviceAccount" .root | toYaml }}
    namespace: {{ .root.Release.Namespace | toYaml }}
{{- end }}

{{- define "swarm-operator.grant.metadata" -}}
name: {{ .name | toYaml }}
{{- with .namespace }}
namespace: {{ . | toYaml }}
{{- end }}
labels:
  {{- include "swarm-operator.labels" .root | nindent 2 }}
{{- with .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The same in the whole cluster, or in every namespace that is watched. */}}
{{- define "swarm-operator.grant.watch" -}}
{{- $given := . -}}
{{- range default (list "") .root.Values.watch.namespaces }}
---
{{ include "swarm-operator.grant" (dict "root" $given.root "part" $given.part "namespace" .) }}
{{- end }}
{{- end }}
