package dev.tidegate.events.topic;

/**
 * Limits of one record. A document of 16 MB grows on its way: canonical Extended JSON in {@code tidegate.unmapped} takes
 * several bytes for one.
 */
public final class RecordLimits {
    /** For {@code max.message.bytes} of topics, {@code max.request.size}, {@code max.partition.fetch.bytes}. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    private RecordLimits() {}
}
