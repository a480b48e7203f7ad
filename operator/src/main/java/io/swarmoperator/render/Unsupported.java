package io.swarmoperator.render;

/**
 * A declared value that Kubernetes has no counterpart for; shown in the condition {@code
 * Unsupported}.
 *
 * @param path of the field from the object, such as {@code spec.template.ulimits}
 * @param reason why it can't be honoured, in words that tell the user what to do
 */
public record Unsupported(String path, String reason) {}
