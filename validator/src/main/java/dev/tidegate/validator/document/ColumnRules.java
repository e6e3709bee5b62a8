package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType.Kind;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonText;
import dev.tidegate.validator.value.Judgement;
import dev.tidegate.validator.value.ValueRule;
import dev.tidegate.validator.value.ValueRules;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** One column's value out of a document, or out of an element of it. */
final class ColumnRules {
    private final ColumnMapping mapping;
    private final ValueRule rule;
    private final List<FieldPath> paths;
    private final boolean emptyIsNull;

    ColumnRules(ColumnMapping mapping, Migration migration) {
        requireDefaultPolicies(mapping);
        this.mapping = mapping;
        this.rule = rule(mapping, migration);
        this.paths = mapping.fields().stream().map(FieldPath::of).toList();
        this.emptyIsNull = mapping.policies().emptyAsNull() && mapping.type().kind() != Kind.JSONB;
    }

    private static void requireDefaultPolicies(ColumnMapping mapping) {
        Policies given = mapping.policies();
        Policies known = Policies.DEFAULTS;
        boolean sameButForEmpty = given.inexactType() == known.inexactType()
                && given.invalid() == known.invalid()
                && given.invalidEnum() == known.invalidEnum()
                && given.nul() == known.nul();
        if (!sameButForEmpty) {
            throw new IllegalArgumentException(
                    "column " + mapping.column() + " has a policy that the validator cannot check yet: " + given);
        }
    }

    private static ValueRule rule(ColumnMapping mapping, Migration migration) {
        return mapping.reference()
                .map(reference ->
                        migration.collection(reference.candidates().get(0).collection()))
                .map(target ->
                        mapping.type().kind() == Kind.UUID_ARRAY ? ValueRules.idList(target) : ValueRules.ids(target))
                .orElseGet(() -> ValueRules.of(mapping.type(), migration));
    }

    ColumnMapping mapping() {
        return mapping;
    }

    List<FieldPath> paths() {
        return paths;
    }

    /** The field that flaws are reported under. */
    String field() {
        return paths.isEmpty() ? mapping.column() : paths.get(0).dotted();
    }

    /**
     * @param within the document, or the element whose column it is
     * @param topLevel the top-level field that the element is part of; null for the document itself
     */
    ExpectedValue expected(BsonDocument within, String topLevel, Scratch scratch) {
        if (mapping.constant().isPresent()) {
            return fromFile(mapping.constant().get());
        }
        for (FieldPath path : paths) {
            BsonValue value = present(path.in(within));
            if (value != null) {
                return judged(value, path.dotted(), topLevel == null ? path.topLevel() : topLevel, scratch);
            }
        }
        return absent(scratch);
    }

    /** The value that counts, unwrapped and mapped; null when it is as if absent. */
    BsonValue present(BsonValue value) {
        BsonValue single = rule.takesArrays() ? value : unwrapped(value);
        if (single == null || single.isNull() || emptyIsNull && isEmptyText(single)) {
            return null;
        }
        return single;
    }

    private static boolean isEmptyText(BsonValue value) {
        return value.isString() && value.asString().getValue().isEmpty();
    }

    private static BsonValue unwrapped(BsonValue value) {
        if (value == null || !value.isArray() || value.asArray().size() > 1) {
            return value;
        }
        return value.asArray().isEmpty() ? null : value.asArray().get(0);
    }

    ExpectedValue judged(BsonValue value, String field, String topLevel, Scratch scratch) {
        Judgement judgement = rule.judge(mapped(value));
        if (judgement instanceof Judgement.Fits fits) {
            if (fits.replacesNul()) {
                scratch.fieldsWithNul.add(topLevel);
            }
            return fits.value();
        }
        scratch.flaw(field, ((Judgement.Unfit) judgement).reason());
        return ExpectedValue.NULL;
    }

    private BsonValue mapped(BsonValue value) {
        Map<String, String> valueMap = mapping.valueMap();
        return value.isString() && valueMap.containsKey(value.asString().getValue())
                ? new BsonString(valueMap.get(value.asString().getValue()))
                : value;
    }

    private ExpectedValue absent(Scratch scratch) {
        if (!mapping.required()) {
            return ExpectedValue.NULL;
        }
        if (mapping.whenAbsent().isEmpty()) {
            scratch.flaw(field(), "required-absent");
            return ExpectedValue.NULL;
        }
        ColumnMapping.Default standIn = mapping.whenAbsent().get();
        return standIn instanceof ColumnMapping.Default.Constant constant
                ? fromFile(constant.text())
                : timeOfId(scratch);
    }

    private ExpectedValue timeOfId(Scratch scratch) {
        BsonValue id = scratch.document.get("_id");
        if (!id.isObjectId()) {
            scratch.flaw(field(), "required-absent");
            return ExpectedValue.NULL;
        }
        long seconds = Integer.toUnsignedLong(id.asObjectId().getValue().getTimestamp());
        return new ExpectedValue.Plain(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    }

    private ExpectedValue fromFile(String text) {
        return switch (mapping.type().kind()) {
            case JSONB -> new ExpectedValue.JsonConstant(JsonText.parse(text).orElseThrow(() -> badConstant(text)));
            case TIMESTAMP -> timeFromFile(text);
            default -> fit(rule.judge(new BsonString(text)), text);
        };
    }

    private ExpectedValue timeFromFile(String text) {
        Judgement zoned = rule.judge(new BsonString(text));
        return zoned instanceof Judgement.Fits fits
                ? fits.value()
                : new ExpectedValue.Plain(LocalDateTime.parse(text.replace(' ', 'T')));
    }

    private ExpectedValue fit(Judgement judgement, String text) {
        if (judgement instanceof Judgement.Fits fits) {
            return fits.value();
        }
        throw badConstant(text);
    }

    private IllegalArgumentException badConstant(String text) {
        return new IllegalArgumentException("the migration file gives column " + mapping.column() + " of type "
                + mapping.type() + " a value that it cannot hold: " + text);
    }
}
