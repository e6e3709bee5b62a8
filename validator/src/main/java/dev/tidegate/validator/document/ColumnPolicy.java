package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Policies.Converted;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.Policies.Nul;
import dev.tidegate.mapping.reason.Reason;
import org.bson.BsonValue;

/** The declared policy for a column's values that cannot be carried exactly. */
record ColumnPolicy(Policies policies, boolean required, boolean emptyIsNull) {
    static ColumnPolicy of(ColumnMapping mapping) {
        Policies policies = mapping.policies();
        return new ColumnPolicy(
                policies,
                mapping.required(),
                policies.emptyAsNull() && !mapping.type().isJson());
    }

    boolean refusesConversions() {
        return policies.inexactType() == Converted.DEAD_LETTER;
    }

    boolean refusesNul() {
        return policies.nul() == Nul.DEAD_LETTER;
    }

    boolean isAsIfAbsent(BsonValue value) {
        return emptyIsNull && value.isString() && value.asString().getValue().isEmpty();
    }

    /** NULL with the original kept, where that is declared, else a flaw. */
    void unfit(String reason, String field, String topLevel, Scratch scratch) {
        Invalid policy = reason.equals(Reason.INVALID_ENUM.code()) ? policies.invalidEnum() : policies.invalid();
        if (policy == Invalid.NULL_AND_KEEP && !required) {
            scratch.keptOriginals.add(topLevel);
        } else {
            scratch.flaw(field, reason);
        }
    }
}
