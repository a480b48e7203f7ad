package io.swarmoperator.chart;

/**
 * A definition of {@code crds/} as a template of the chart: with a switch and the chart's labels.
 */
final class DefinitionTemplate {
  private static final String METADATA = "metadata:\n";
  private static final String HEAD =
      """
      {{- /* Generated from crds/; regenerate with: COMMAND */}}
      {{- if .Values.crds.enabled }}
      """;
  private static final String LABELS =
      """
        labels:
          {{- include "swarm-operator.labels" . | nindent 4 }}
        annotations:
          swarmoperator.io/crd-schema-version: {{ include "swarm-operator.crdSchemaVersion" . | quote }}
          {{- if .Values.crds.keep }}
          helm.sh/resource-policy: keep
          {{- end }}
          {{- with .Values.commonAnnotations }}
          {{- toYaml . | nindent 4 }}
          {{- end }}
      """;

  private DefinitionTemplate() {}

  static String of(String definition, String regenerate) {
    String yaml = withoutComments(definition).replace("{{", "{{ \"{{\" }}");
    int at = yaml.indexOf("\n" + METADATA) + 1 + METADATA.length();
    return HEAD.replace("COMMAND", regenerate)
        + yaml.substring(0, at)
        + LABELS
        + yaml.substring(at)
        + "{{- end }}\n";
  }

  private static String withoutComments(String definition) {
    return definition.replaceFirst("\\A(#.*\n)+", "");
  }
}
