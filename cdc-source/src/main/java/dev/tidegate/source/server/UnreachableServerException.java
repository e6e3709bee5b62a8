package dev.tidegate.source.server;

import java.time.Duration;

/** A server did not answer at the start. Nothing has been changed anywhere; starting again later is all it takes. */
public final class UnreachableServerException extends RuntimeException {
    private final String server;
    private final String address;
    private final Duration after;

    public UnreachableServerException(String server, String address, Duration after, Throwable cause) {
        super(server + " at " + address + " cannot be reached: no answer within " + after.toMillis() + " ms", cause);
        this.server = server;
        this.address = address;
        this.after = after;
    }

    /** {@code MongoDB} or {@code Kafka}. */
    public String server() {
        return server;
    }

    public String address() {
        return address;
    }

    public Duration after() {
        return after;
    }
}
