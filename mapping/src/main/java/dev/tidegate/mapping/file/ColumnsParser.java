package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of one table, and the checks between them. */
final class ColumnsParser {
    private final String table;
    private final Scope scope;

    ColumnsParser(String table, Scope scope) {
        this.table = table;
        this.scope = scope;
    }

    /** @param filled columns that take a value although they read no field */
    List<ColumnParser.Parsed> parse(YamlMap owner, Set<String> taken, Set<String> filled) {
        YamlMap map = owner.map("columns", "columns of " + table);
        ColumnParser parser = new ColumnParser(table, scope);
        List<ColumnParser.Parsed> parsed = new ArrayList<>();
        for (String name : map.names()) {
            scope.names().checkColumn(table, name, map.keyNode(name));
            if (taken.contains(name)) {
                scope.problems().add(map.keyNode(name), "table " + table + " has a column '" + name + "' already");
            }
            map.child(name)
                    .ifPresentOrElse(
                            node -> parsed.add(parser.parse(name, node)),
                            () -> scope.problems().add(map.keyNode(name), "column '" + name + "' needs a type"));
        }
        checkCandidates(parsed, filled);
        return parsed;
    }

    static List<ColumnMapping> mappings(List<ColumnParser.Parsed> parsed) {
        return parsed.stream().map(ColumnParser.Parsed::mapping).toList();
    }

    static List<Column> columns(List<ColumnParser.Parsed> parsed) {
        return parsed.stream().map(ColumnParser.Parsed::column).toList();
    }

    static List<ForeignKey> foreignKeys(List<ColumnParser.Parsed> parsed) {
        return parsed.stream()
                .map(ColumnParser.Parsed::foreignKey)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Other ids than ObjectIds have no creation time in them. */
    static void checkCreationTimes(List<ColumnParser.Parsed> parsed, CollectionHeader document, Scope scope) {
        if (document.ids() == IdKind.OBJECT_ID) {
            return;
        }
        for (ColumnParser.Parsed each : parsed) {
            if (each.mapping()
                    .whenAbsent()
                    .filter(Default.ObjectIdTime.class::isInstance)
                    .isPresent()) {
                String message = "default: object_id_time needs ObjectIds, and collection " + document.collection()
                        + " has ids: any; write a constant";
                scope.problems().add(each.node(), message);
            }
        }
    }

    /** A candidate may hand its ids to another column, and that column must be one for them. */
    private void checkCandidates(List<ColumnParser.Parsed> parsed, Set<String> alreadyFilled) {
        Map<String, ColumnParser.Parsed> byName = parsed.stream()
                .collect(Collectors.toMap(each -> each.mapping().column(), Function.identity(), (a, b) -> a));
        Set<String> filled = new HashSet<>(alreadyFilled);
        for (ColumnParser.Parsed each : parsed) {
            for (Candidate candidate : candidates(each)) {
                if (!candidate.column().equals(each.mapping().column())) {
                    filled.add(candidate.column());
                    checkTaker(each, candidate, Optional.ofNullable(byName.get(candidate.column())));
                }
            }
        }
        parsed.stream()
                .filter(each -> isNeverFilled(each.mapping(), filled))
                .forEach(each -> scope.problems()
                        .add(
                                each.node(),
                                "column '" + each.mapping().column() + "' reads no field, has no constant, and no"
                                        + " reference to one of several collections names it"));
    }

    private static boolean isNeverFilled(ColumnMapping mapping, Set<String> filled) {
        return mapping.fields().isEmpty() && mapping.constant().isEmpty() && !filled.contains(mapping.column());
    }

    private static List<Candidate> candidates(ColumnParser.Parsed parsed) {
        return parsed.mapping()
                .reference()
                .map(reference -> reference.candidates())
                .orElse(List.of());
    }

    private void checkTaker(ColumnParser.Parsed from, Candidate candidate, Optional<ColumnParser.Parsed> taker) {
        boolean fits = taker.filter(each -> each.column().type().kind() == ColumnKind.UUID)
                .filter(each -> candidates(each).stream()
                        .allMatch(its -> its.collection().equals(candidate.collection())))
                .isPresent();
        if (!fits) {
            scope.problems()
                    .add(
                            from.node(),
                            "ids of " + candidate.collection() + " are to go to column '" + candidate.column()
                                    + "': table " + table + " needs that column, a uuid that refers to "
                                    + candidate.collection() + " alone");
        }
        if (from.mapping().required()) {
            scope.problems()
                    .add(
                            from.node(),
                            "ids of " + candidate.collection() + " go to another column, so that this one"
                                    + " cannot be required; 'require_any' can ask for one of both");
        }
    }
}
