package dev.tidegate.mapping.declaration;

import java.util.List;

/** A PostgreSQL enum type in the target schema; labels in their declared order, case kept. */
public record EnumType(String name, List<String> labels) {
    public EnumType {
        labels = List.copyOf(labels);
    }
}
