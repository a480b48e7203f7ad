package io.swarmoperator.decide;

/**
 * Something to tell the user: an Event on the service. Made by {@link NoticeReason} only.
 *
 * @param warning whether it is a warning
 * @param reason CamelCase word of the event
 * @param message a sentence in Swarm's words
 */
public record Notice(boolean warning, String reason, String message) {}
