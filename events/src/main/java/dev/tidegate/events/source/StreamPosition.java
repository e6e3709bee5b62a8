package dev.tidegate.events.source;

/**
 * The change stream's position that is committed together with every change before it.
 *
 * @param clusterTime MongoDB's own form: every change up to it, itself included, is in the raw topics; heartbeats move
 *     it on where nothing changes
 * @param eventTime source commit time of the last published change in milliseconds; 0 before the first
 * @param events changes published since the stream started
 */
public record StreamPosition(long clusterTime, long eventTime, long events) {
    /** Whole seconds since the epoch. */
    public long seconds() {
        return clusterTime >>> Integer.SIZE;
    }
}
