package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.Entry;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.SealPolicies.ColumnName;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the file declares for all of its parts, and what these may name. */
record Scope(
        Problems problems,
        Names names,
        String schema,
        OnUpdate onUpdate,
        Policies policies,
        UnmappedFields unmappedFields,
        Map<String, EnumType> enums,
        Map<String, CollectionHeader> collections,
        Map<String, Entry> entries,
        Map<ColumnName, Dangling> danglings) {

    /** What a column, or a junction, says of its own dangling references. */
    void dangling(String table, String column, Dangling policy) {
        danglings.put(new ColumnName(table, column), policy);
    }

    Optional<CollectionHeader> collection(Value name) {
        CollectionHeader header = collections.get(name.text());
        if (header == null) {
            problems.add(name.node(), unknownCollection(name.text()));
        }
        return Optional.ofNullable(header);
    }

    /** A collection of several entries has no table of its own: one of them is to be named. */
    private String unknownCollection(String name) {
        List<String> entries = collections.values().stream()
                .filter(header -> header.source().equals(name))
                .map(CollectionHeader::collection)
                .toList();
        return entries.isEmpty()
                ? unknown("collection", name, collections.keySet())
                : "collection '" + name + "' is declared as " + String.join(", ", entries)
                        + ": name one of them, or 'one_of' several";
    }

    static String unknown(String kind, String name, Set<String> known) {
        String nearest = Nearest.of(name, known)
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
        return "there is no " + kind + " '" + name + "'" + nearest;
    }
}
