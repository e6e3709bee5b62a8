package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.difference.ValueKinds;
import dev.tidegate.validator.value.ExpectedValue;
import dev.tidegate.validator.value.JsonText;
import dev.tidegate.validator.value.Judgement;
import dev.tidegate.validator.value.MapSource;
import dev.tidegate.validator.value.NoValue;
import dev.tidegate.validator.value.ValueRule;
import dev.tidegate.validator.value.ValueRules;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** One column's value out of a document, or out of an element of it. */
final class ColumnRules {
    private final ColumnMapping mapping;
    private final ColumnPolicy policy;
    private final ValueRule rule;

    /** For what the file itself states: no policy stands above it. */
    private final ValueRule fileRule;

    private final TextPreparation texts;

    private final List<FieldPath> paths;

    ColumnRules(ColumnMapping mapping, Migration migration) {
        this.mapping = mapping;
        this.policy = ColumnPolicy.of(mapping);
        ValueRule byType = rule(mapping, migration);
        this.fileRule = byType;
        ValueRule parsed = ValueRules.parsed(mapping.parsing().form(), byType);
        this.rule = policy.emptyIsNull() ? ValueRules.withEmptyAsNull(parsed) : parsed;
        this.texts = TextPreparation.of(mapping.parsing());
        this.paths = mapping.fields().stream().map(FieldPath::of).toList();
    }

    private static ValueRule rule(ColumnMapping mapping, Migration migration) {
        return mapping.reference()
                .map(reference ->
                        migration.collection(reference.candidates().get(0).collection()))
                .map(target -> mapping.type().isList() ? ValueRules.idList(target) : ValueRules.ids(target))
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
        Optional<FieldValue> found = find(within);
        if (found.isEmpty()) {
            return absent(within, scratch);
        }
        String owner = topLevel == null ? found.get().path().topLevel() : topLevel;
        return judged(found.get(), owner, scratch);
    }

    /** The same of a column that another one's reference may fill: whether it must have a value is asked when it has. */
    ExpectedValue expectedSoFar(BsonDocument within, String topLevel, Scratch scratch) {
        if (find(within).isPresent()) {
            return expected(within, topLevel, scratch);
        }
        if (refusesEmptyArray(within)) {
            scratch.flaw(field(), Reason.WRONG_TYPE.code());
        }
        return ExpectedValue.NULL;
    }

    /** @param value neither absent nor null @param isElement it was the only element of an array */
    record FieldValue(BsonValue value, FieldPath path, boolean isElement) {}

    /** The value that counts, unwrapped; empty when all are as if absent. */
    Optional<FieldValue> find(BsonDocument within) {
        for (FieldPath path : paths) {
            BsonValue value = texts.prepared(path.in(within));
            BsonValue single = rule.takesArrays() ? value : unwrapped(value);
            if (single != null && !NoValue.is(single) && !isAsIfAbsent(single)) {
                return Optional.of(new FieldValue(single, path, single != value));
            }
        }
        return Optional.empty();
    }

    /** Constants, and columns that only take ids of another column's reference, are read from no field. */
    boolean readsFields() {
        return !paths.isEmpty() && mapping.constant().isEmpty();
    }

    /** All fields that the column is read from. */
    String fields() {
        return String.join("|", mapping.fields());
    }

    /** The field that was read: the one that counts, or the first that is there. */
    Optional<FieldPath> read(BsonDocument within) {
        return find(within)
                .map(FieldValue::path)
                .or(() -> paths.stream().filter(path -> path.in(within) != null).findFirst());
    }

    /** The field that counts, and its value as it stands there. */
    Origin origin(BsonDocument within) {
        if (paths.isEmpty()) {
            return Origin.NONE;
        }
        FieldPath path = find(within).map(FieldValue::path).orElse(paths.get(0));
        return new Origin(Optional.of(path.dotted()), ValueKinds.of(path.in(within)));
    }

    private boolean isAsIfAbsent(BsonValue value) {
        return !rule.takesArrays() && policy.isAsIfAbsent(value) && !isMapped(value);
    }

    private static BsonValue unwrapped(BsonValue value) {
        if (value == null || !value.isArray() || value.asArray().size() > 1) {
            return value;
        }
        return value.asArray().isEmpty() ? null : value.asArray().get(0);
    }

    private ExpectedValue judged(FieldValue found, String topLevel, Scratch scratch) {
        String field = found.path().dotted();
        if (policy.refusesConversions() && isOtherShape(found)) {
            scratch.flaw(field, Reason.WRONG_TYPE.code());
            return ExpectedValue.NULL;
        }
        Judgement judgement = judge(found.value());
        if (judgement instanceof Judgement.Unfit unfit) {
            policy.unfit(unfit.reason(), field, topLevel, scratch);
            return ExpectedValue.NULL;
        }
        Judgement.Fits fits = (Judgement.Fits) judgement;
        if (policy.refusesConversions() && !isMapped(found.value()) && !rule.isCarriedAsItIs(found.value())) {
            scratch.flaw(field, Reason.WRONG_TYPE.code());
        } else if (fits.replacesNul() && policy.refusesNul()) {
            scratch.flaw(field, Reason.NOT_EXACT.code());
        } else if (fits.replacesNul()) {
            scratch.keptOriginals.add(topLevel);
        }
        return fits.value();
    }

    /** An array of one for a scalar, a scalar for a list. */
    private boolean isOtherShape(FieldValue found) {
        boolean isScalarForList = mapping.type().isList() && !found.value().isArray();
        return isScalarForList || found.isElement() && !found.value().isArray();
    }

    /** True when nothing but an array of nothing stands for the column, and that is not to be taken for absent. */
    boolean refusesEmptyArray(BsonDocument within) {
        return policy.refusesConversions()
                && !rule.takesArrays()
                && paths.stream()
                        .map(path -> path.in(within))
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .filter(BsonValue::isArray)
                        .isPresent();
    }

    ColumnPolicy policy() {
        return policy;
    }

    private boolean isMapped(BsonValue value) {
        return mapped(value).isPresent();
    }

    private Optional<String> mapped(BsonValue value) {
        boolean isOfItsType = mapping.type().kind() == ColumnKind.BOOLEAN && value.isBoolean()
                || mapping.type().isNumber() && (value.isNumber() || value.isDecimal128());
        return isOfItsType || mapping.valueMap().isEmpty()
                ? Optional.empty()
                : MapSource.of(value).map(mapping.valueMap()::get);
    }

    private Judgement judge(BsonValue value) {
        return mapped(value).map(target -> Judgement.fits(fromFile(target))).orElseGet(() -> rule.judge(value));
    }

    private ExpectedValue absent(BsonDocument within, Scratch scratch) {
        if (refusesEmptyArray(within)) {
            scratch.flaw(field(), Reason.WRONG_TYPE.code());
            return ExpectedValue.NULL;
        }
        if (!mapping.required()) {
            return ExpectedValue.NULL;
        }
        if (mapping.whenAbsent().isEmpty()) {
            scratch.flaw(field(), Reason.REQUIRED_ABSENT.code());
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
            scratch.flaw(field(), Reason.REQUIRED_ABSENT.code());
            return ExpectedValue.NULL;
        }
        long seconds = Integer.toUnsignedLong(id.asObjectId().getValue().getTimestamp());
        return new ExpectedValue.Plain(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
    }

    private ExpectedValue fromFile(String text) {
        return switch (mapping.type().kind()) {
            case JSONB ->
                new ExpectedValue.JsonConstant(JsonText.parse(text).orElseThrow(() -> badConstant(text)), false);
            case JSON ->
                new ExpectedValue.JsonConstant(
                        JsonText.parseAsItStands(text).orElseThrow(() -> badConstant(text)), true);
            case TIMESTAMP, TIMESTAMPTZ -> timeFromFile(text);
            case REAL -> new ExpectedValue.Plain(Float.valueOf(text));
            case DOUBLE -> new ExpectedValue.Plain(Double.valueOf(text));
            case BYTEA -> new ExpectedValue.Bytes(HexFormat.of().parseHex(text, 2, text.length()));
            case LIST -> listFromFile(text);
            case SMALLINT, INTEGER, BIGINT ->
                fit(fileRule.judge(new BsonString(decimal(text).toPlainString())), text);
            case NUMERIC -> numericFromFile(text);
            default -> fit(fileRule.judge(new BsonString(text)), text);
        };
    }

    /** A file's numbers may have a plus sign, leading zeros and an exponent: only a document's text is held to one form. */
    private ExpectedValue numericFromFile(String text) {
        if (text.endsWith("NaN") || text.endsWith("Infinity")) {
            return new ExpectedValue.Plain(text);
        }
        BigDecimal number = new BigDecimal(decimal(text).toPlainString());
        List<Integer> sizes = mapping.type().sizes();
        return new ExpectedValue.ExactNumber(sizes.isEmpty() ? number : number.setScale(sizes.get(1)));
    }

    private BigDecimal decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw badConstant(text);
        }
    }

    /** The file gives no list but the empty one. */
    private ExpectedValue listFromFile(String text) {
        if (!text.equals("{}")) {
            throw badConstant(text);
        }
        return new ExpectedValue.Items(List.of());
    }

    private ExpectedValue timeFromFile(String text) {
        Judgement zoned = fileRule.judge(new BsonString(text));
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
