package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.SealPolicies.ColumnName;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
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
        Map<ColumnName, Dangling> danglings) {

    /** What a column, or a junction, says of its own dangling references. */
    void dangling(String table, String column, Dangling policy) {
        danglings.put(new ColumnName(table, column), policy);
    }

    Optional<CollectionHeader> collection(Value name) {
        CollectionHeader header = collections.get(name.text());
        if (header == null) {
            problems.add(name.node(), unknown("collection", name.text(), collections.keySet()));
        }
        return Optional.ofNullable(header);
    }

    static String unknown(String kind, String name, Set<String> known) {
        String nearest = Nearest.of(name, known)
                .map(each -> "; did you mean '" + each + "'?")
                .orElse("");
        return "there is no " + kind + " '" + name + "'" + nearest;
    }
}
