package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Policies.Converted;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.Policies.Nul;
import dev.tidegate.mapping.declaration.SealPolicies.Dangling;
import java.util.Optional;

/** The value policies of a migration or of one field; what is not said is inherited. */
final class PoliciesParser {
    private PoliciesParser() {}

    static Policies parse(YamlMap map, Policies inherited) {
        return new Policies(
                map.oneOf("inexact_type", Converted.class, inherited.inexactType()),
                map.oneOf("invalid", Invalid.class, inherited.invalid()),
                map.oneOf("invalid_enum", Invalid.class, inherited.invalidEnum()),
                map.oneOf("nul", Nul.class, inherited.nul()),
                map.flag("empty_as_null", inherited.emptyAsNull()));
    }

    /** A field's own, and what it says of references that dangle. */
    record OfColumn(Policies policies, Optional<Dangling> dangling) {}

    /** A field's own. NULL is no way out for a required column: there an inherited one means dead letter. */
    static OfColumn ofColumn(YamlMap column, Policies inherited, boolean required) {
        YamlMap map = column.map("policy", "policy");
        Policies policies = parse(map, required ? withoutNull(inherited) : inherited);
        if (required && !policies.equals(withoutNull(policies))) {
            map.problems().add(map.node(), "null_and_keep needs a column that is not required");
        }
        Optional<Dangling> dangling = dangling(map);
        map.close();
        return new OfColumn(policies, dangling);
    }

    static Optional<Dangling> dangling(YamlMap map) {
        return map.has("dangling")
                ? Optional.of(map.oneOf("dangling", Dangling.class, Dangling.KEEP))
                : Optional.empty();
    }

    private static Policies withoutNull(Policies policies) {
        return new Policies(
                policies.inexactType(),
                Invalid.DEAD_LETTER,
                Invalid.DEAD_LETTER,
                policies.nul(),
                policies.emptyAsNull());
    }
}
