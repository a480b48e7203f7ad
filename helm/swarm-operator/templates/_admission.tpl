{{/* Labels and annotations of an object of the whole cluster. */}}
{{- define "swarm-operator.admission.metadata" -}}
labels:
  {{- include "swarm-operator.labels" . | nindent 2 }}
{{- with .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* (dict "root" $ "name" … "actions" …), and "selector" for the namespaces that it is for. */}}
{{- define "swarm-operator.admission.binding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ .name }}
  {{- include "swarm-operator.admission.metadata" .root | nindent 2 }}
spec:
  policyName: {{ .name }}
  validationActions: {{ toJson .actions }}
  {{- with .selector }}
  matchResources:
    namespaceSelector:
      {{- . | nindent 6 }}
  {{- end }}
{{- end }}

{{/* The namespaces whose tasks are looked after. */}}
{{- define "swarm-operator.admission.namespaces" -}}
{{- if .Values.admissionPolicies.namespaceSelector -}}
{{ toYaml .Values.admissionPolicies.namespaceSelector }}
{{- else if .Values.watch.namespaces -}}
matchExpressions:
  - {key: kubernetes.io/metadata.name, operator: In, values: {{ toJson .Values.watch.namespaces }}}
{{- end -}}
{{- end }}

{{/*
Everybody but the operator and Kubernetes itself: its garbage collector, scheduler, kubelets and the controllers that
empty a namespace.
*/}}
{{- define "swarm-operator.admission.users" -}}
{{- $operator := printf "system:serviceaccount:%s:%s" .Release.Namespace (include "swarm-operator.serviceAccount" .) -}}
{{- $own := list $operator "system:apiserver" "system:kube-controller-manager" "system:kube-scheduler" -}}
- name: a-user
  expression: >-
    !(request.userInfo.username in {{ concat $own .Values.admissionPolicies.exemptUsers | toJson }})
    && !request.userInfo.username.startsWith('system:serviceaccount:kube-system:')
    && !('system:nodes' in request.userInfo.?groups.orValue([]))
{{- end }}
