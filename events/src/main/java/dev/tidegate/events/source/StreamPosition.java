package dev.tidegate.events.source;

/**
 * The change stream's position that is committed together with every change before it.
 *
 * @param completeUpTo every change up to it, itself included, is in the raw topics; heartbeats move it on where nothing
 *     changes
 * @param eventTime source commit time of the last published change in milliseconds; 0 before the first
 * @param events changes published since the stream started
 */
public record StreamPosition(SourcePosition completeUpTo, long eventTime, long events) {}
