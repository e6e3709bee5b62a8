package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ColumnTypeName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The name of a column's type: PostgreSQL's own, or an enum of this file. */
final class TypeParser {
    private TypeParser() {}

    static ColumnType parse(Value type, Scope scope) {
        if (scope.enums().containsKey(type.text())) {
            return ColumnType.enumeration(type.text());
        }
        try {
            Optional<ColumnType> known = ColumnTypeName.parse(type.text());
            if (known.isEmpty()) {
                scope.problems().add(type.node(), unknown(type.text(), scope));
            }
            return known.orElse(ColumnType.of(ColumnKind.TEXT));
        } catch (IllegalArgumentException noSuchSize) {
            scope.problems().add(type.node(), "'" + type + "' is no type: " + noSuchSize.getMessage());
            return ColumnType.of(ColumnKind.TEXT);
        }
    }

    private static String unknown(String type, Scope scope) {
        Set<String> known = new LinkedHashSet<>(ColumnTypeName.EXAMPLES);
        known.addAll(scope.enums().keySet());
        return Scope.unknown("type", type, known) + " (types are " + String.join(", ", ColumnTypeName.EXAMPLES)
                + ", and the file's enums)";
    }
}
