package dev.tidegate.transform.value;

import dev.tidegate.mapping.bson.BsonTypeNames;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Policies.Converted;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.Policies.Nul;
import dev.tidegate.mapping.reason.ColumnRemedies;
import dev.tidegate.mapping.reason.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonType;
import org.bson.BsonValue;

/** What a conversion may end in for one column, by that column's policies. Everything countable is made once. */
final class Outcomes {
    private static final List<Note> NUL_REPLACED = Note.alone(Reason.NUL_REPLACED);
    private static final Conversion.Value NULL_AND_KEEP =
            new Conversion.Value(null, Note.alone(Reason.INVALID_AS_NULL), true);

    private final ColumnMapping mapping;
    private final String column;
    private final boolean required;
    private final ColumnRemedies remedies;
    private final Policies policies;
    private final Map<BsonType, List<Note>> counted = new EnumMap<>(BsonType.class);

    private Outcomes(ColumnMapping mapping, Policies policies) {
        this.mapping = mapping;
        this.column = "column \"" + mapping.column() + "\" (" + mapping.type() + ")";
        this.required = mapping.required();
        this.remedies = new ColumnRemedies(mapping, true); // it may be a key: that is not known here
        this.policies = policies;
        for (BsonType type : BsonType.values()) {
            counted.put(type, List.of(Note.converted(BsonTypeNames.of(type), countedName(mapping.type()))));
        }
    }

    static Outcomes byPoliciesOf(ColumnMapping mapping) {
        return new Outcomes(mapping, mapping.policies());
    }

    /** For what the file itself states: its constants in text form are not the document's text. */
    static Outcomes byDefaults(ColumnMapping mapping) {
        return new Outcomes(mapping, Policies.DEFAULTS);
    }

    static boolean isNullAndKeep(Conversion conversion) {
        return conversion == NULL_AND_KEEP;
    }

    /** A value of another type that converts exactly. */
    Conversion converted(BsonValue from, Object value) {
        return policies.inexactType() == Converted.CONVERT
                ? new Conversion.Value(value, counted.get(from.getBsonType()), false)
                : conversionRefused(from);
    }

    /** The same, for conversions that the file asks for. */
    Outcomes converting() {
        return new Outcomes(
                mapping,
                new Policies(
                        Converted.CONVERT,
                        policies.invalid(),
                        policies.invalidEnum(),
                        policies.nul(),
                        policies.emptyAsNull()));
    }

    /** What is counted of a value that the file's form has read. */
    List<Note> parsed(BsonValue from) {
        return List.of(new Note(Reason.PARSED, "parsed " + BsonTypeNames.of(from) + "→" + countedName(mapping.type())));
    }

    boolean refusesConversions() {
        return policies.inexactType() == Converted.DEAD_LETTER;
    }

    Conversion.Failure conversionRefused(BsonValue from) {
        return new Conversion.Failure(
                Reason.WRONG_TYPE,
                Optional.of(Reason.CONVERTED),
                column + " refuses a value of BSON type " + BsonTypeNames.of(from)
                        + " that converts, because its policy is inexact_type: dead_letter",
                "correct the document, or set inexact_type: convert");
    }

    Conversion exactText(String text) {
        if (SafeText.isSafe(text)) {
            return Conversion.Value.exact(text);
        }
        return repaired(SafeText.repaired(text));
    }

    /** Text or JSON in which U+FFFD stands for what PostgreSQL cannot hold. */
    Conversion repaired(String text) {
        return policies.nul() == Nul.REPLACE
                ? new Conversion.Value(text, NUL_REPLACED, true)
                : new Conversion.Failure(
                        Reason.NOT_EXACT,
                        Optional.of(Reason.NUL_REPLACED),
                        column + " cannot hold U+0000, and its policy is nul: dead_letter",
                        "correct the document, or set nul: replace");
    }

    Conversion wrongType(BsonValue value) {
        return failed(Reason.WRONG_TYPE, "a value of BSON type " + BsonTypeNames.of(value) + " does not convert");
    }

    Conversion notExact(String what) {
        return failed(Reason.NOT_EXACT, what);
    }

    Conversion outOfRange(BsonValue value) {
        return failed(Reason.OUT_OF_RANGE, "this " + BsonTypeNames.of(value) + " is out of the column's range");
    }

    Conversion failed(Reason reason, String what) {
        return invalid(policies.invalid(), reason, what, remedies.ofUnfitValue());
    }

    Conversion noLabel() {
        return invalid(
                policies.invalidEnum(),
                Reason.INVALID_ENUM,
                "this string is no label (case counts)",
                remedies.ofNoLabel());
    }

    Conversion noCandidate(FieldPath by) {
        return invalid(
                policies.invalidEnum(),
                Reason.INVALID_ENUM,
                "the field " + by + " names no collection of 'one_of' (case counts)",
                "correct that field, or declare a candidate with that 'when'");
    }

    Conversion.Failure requiredAbsent() {
        return Conversion.Failure.of(
                Reason.REQUIRED_ABSENT,
                column + " is required and the document has no value",
                remedies.ofAbsentValue());
    }

    Conversion.Failure noCreationTime() {
        return Conversion.Failure.of(
                Reason.REQUIRED_ABSENT,
                column + " is required, the document has no value, and its _id is no ObjectId"
                        + " that a creation time could be taken from",
                "correct the document");
    }

    private Conversion invalid(Invalid policy, Reason reason, String what, String remedy) {
        return policy == Invalid.NULL_AND_KEEP && !required
                ? NULL_AND_KEEP
                : Conversion.Failure.of(reason, column + ": " + what, remedy);
    }

    private static String countedName(ColumnType type) {
        return type.single().kind().word();
    }
}
