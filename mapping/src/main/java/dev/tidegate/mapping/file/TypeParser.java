package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The name of a column's type: PostgreSQL's own, or an enum of this file. */
final class TypeParser {
    static final Map<String, ColumnKind> BUILT_IN = builtIn();

    private TypeParser() {}

    static ColumnType parse(Value type, Scope scope) {
        if (scope.enums().containsKey(type.text())) {
            return ColumnType.enumeration(type.text());
        }
        ColumnKind kind = BUILT_IN.get(type.text());
        if (kind == null) {
            Set<String> known = new LinkedHashSet<>(BUILT_IN.keySet());
            known.addAll(scope.enums().keySet());
            scope.problems()
                    .add(
                            type.node(),
                            Scope.unknown("type", type.text(), known) + " (types are "
                                    + String.join(", ", BUILT_IN.keySet()) + ", and the file's enums)");
            return ColumnType.of(ColumnKind.TEXT);
        }
        return ColumnType.of(kind);
    }

    private static Map<String, ColumnKind> builtIn() {
        Map<String, ColumnKind> names = new LinkedHashMap<>();
        for (ColumnKind kind : EnumSet.complementOf(EnumSet.of(ColumnKind.ENUM, ColumnKind.TIMESTAMPTZ))) {
            names.put(kind.sql(), kind);
        }
        return names;
    }
}
