package dev.tidegate.validator.integrity;

import java.util.List;
import java.util.UUID;

/** A row and the id that no row has, before MongoDB is asked. */
record RawOrphan(List<String> key, UUID target) {
    RawOrphan {
        key = List.copyOf(key);
    }

    UUID keyPart(int index) {
        return UUID.fromString(key.get(index));
    }
}
