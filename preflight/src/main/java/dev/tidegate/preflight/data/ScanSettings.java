package dev.tidegate.preflight.data;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the documents are read.
 *
 * @param sample so many random documents of each collection instead of all
 * @param seed of the sample's choice; the same data and seed give the same sample
 * @param maxRate documents a second at most
 */
public record ScanSettings(OptionalInt sample, long seed, OptionalLong maxRate) {
    public ScanSettings {
        if (sample.isPresent() && sample.getAsInt() < 1) {
            throw new IllegalArgumentException("a sample has at least one document");
        }
        if (maxRate.isPresent() && maxRate.getAsLong() < 1) {
            throw new IllegalArgumentException("a rate is at least one document a second");
        }
    }
}
