package dev.tidegate.sink.connect;

import dev.tidegate.mapping.declaration.Table;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names as SQL writes them: always quoted, for names are mixed-case or reserved. */
public final class Sql {
    private Sql() {}

    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    public static String quoted(Table table) {
        return quoted(table.schema()) + '.' + quoted(table.name());
    }

    public static String quoted(Collection<String> names) {
        return names.stream().map(Sql::quoted).collect(Collectors.joining(", "));
    }
}
