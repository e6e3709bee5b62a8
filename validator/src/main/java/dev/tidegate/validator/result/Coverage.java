package dev.tidegate.validator.result;

/** Which records were compared by value. Counts, references and types always cover everything. */
public sealed interface Coverage {
    record Full() implements Coverage {}

    /** @param size documents of each collection, drawn at random; all where there are fewer */
    record Sample(int size, long seed) implements Coverage {
        public Sample {
            if (size < 1) {
                throw new IllegalArgumentException("a sample has at least one document");
            }
        }
    }
}
