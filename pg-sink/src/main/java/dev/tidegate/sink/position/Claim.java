package dev.tidegate.sink.position;

import java.time.Instant;

/**
 * The right to write one partition's rows, until somebody else claims it.
 *
 * @param nextOffset offset of the first record that PostgreSQL does not have
 * @param epoch raised by every claim
 * @param movedAt when PostgreSQL last got something of the partition before the claim; the claim's time when it never did
 */
public record Claim(long nextOffset, long epoch, Instant movedAt) {
    public Claim at(long offset) {
        return new Claim(offset, epoch, movedAt);
    }
}
