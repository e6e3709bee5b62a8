package dev.tidegate.workload;

import java.util.Optional;

/** A many-to-many relation, and which of its ends hold an array of the other's ids. */
public record Link(End left, End right) {
    public record End(String collection, Optional<String> array) {
        public static End of(String collection, String array) {
            return new End(collection, Optional.of(array));
        }

        public static End withoutArray(String collection) {
            return new End(collection, Optional.empty());
        }
    }
}
