package dev.tidegate.sink.position;

/**
 * The right to write one partition's rows, until somebody else claims it.
 *
 * @param nextOffset offset of the first record that PostgreSQL does not have
 * @param epoch raised by every claim
 */
public record Claim(long nextOffset, long epoch) {
    public Claim at(long offset) {
        return new Claim(offset, epoch);
    }
}
