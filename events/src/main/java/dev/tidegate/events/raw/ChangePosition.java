package dev.tidegate.events.raw;

import dev.tidegate.events.source.SourcePosition;

/**
 * Where in the source a change was read. Together with the document id it names one change.
 *
 * @param token names the event as the source does, {@code snapshot:<run>:<range>} a snapshot's read,
 *     {@code resend:<offset of the request>} one that was asked for
 */
public record ChangePosition(String token, SourcePosition position) {}
