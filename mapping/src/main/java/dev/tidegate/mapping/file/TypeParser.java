package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ColumnTypeName;
import java.util.LinkedHashSet;
import java.util.Set;

/** The name of a column's type: PostgreSQL's own, or an enum of this file. */
final class TypeParser {
    private TypeParser() {}

    static ColumnType parse(Value type, Scope scope) {
        if (scope.enums().containsKey(type.text())) {
            return ColumnType.enumeration(type.text());
        }
        return ColumnTypeName.parse(type.text()).orElseGet(() -> {
            Set<String> known = new LinkedHashSet<>(ColumnTypeName.EXAMPLES);
            known.addAll(scope.enums().keySet());
            scope.problems()
                    .add(
                            type.node(),
                            Scope.unknown("type", type.text(), known) + " (types are "
                                    + String.join(", ", ColumnTypeName.EXAMPLES) + ", and the file's enums)");
            return ColumnType.of(ColumnKind.TEXT);
        });
    }
}
