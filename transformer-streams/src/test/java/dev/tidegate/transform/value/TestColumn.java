package dev.tidegate.transform.value;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.ColumnTypeName;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Parsing;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Reference;
import dev.tidegate.mapping.id.CollectionIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** A column "c" of a small migration, and its conversions in a form that tables of tests can show. */
record TestColumn(
        String type,
        boolean required,
        Optional<Default> whenAbsent,
        Optional<String> constant,
        Map<String, String> valueMap,
        Parsing parsing,
        Policies policies) {
    static final ObjectId DOCUMENT_ID = new ObjectId("65a1b2c3d4e5f60718293a4b");
    static final CollectionMapping PEOPLE = collection("people", IdKind.OBJECT_ID);
    static final CollectionMapping THINGS = collection("things", IdKind.ANY);
    static final EnumType STATUS = new EnumType("Status", List.of("NEW", "new", "In Progress"));
    static final Migration MIGRATION = new Migration(
            "test",
            new Migration.Source("app"),
            new Migration.Target("public", Migration.ExistingRows.REFUSE),
            new Migration.Addresses(Optional.empty(), Optional.empty(), Optional.empty()),
            List.of(),
            List.of(STATUS),
            List.of(PEOPLE, THINGS),
            List.of(),
            List.of(),
            new Migration.KafkaSettings(1, (short) 1),
            "hash");

    /** Of a type as SQL has it; references are written {@code uuid people}, {@code uuid[] things}. */
    static TestColumn of(String type) {
        return new TestColumn(
                type, false, Optional.empty(), Optional.empty(), Map.of(), Parsing.NONE, Policies.DEFAULTS);
    }

    TestColumn asRequired() {
        return new TestColumn(type, true, whenAbsent, constant, valueMap, parsing, policies);
    }

    TestColumn withDefault(Default stated) {
        return new TestColumn(type, true, Optional.of(stated), constant, valueMap, parsing, policies);
    }

    TestColumn withDefault(String text) {
        return withDefault(new Default.Constant(text));
    }

    TestColumn withConstant(String text) {
        return new TestColumn(type, required, whenAbsent, Optional.of(text), valueMap, parsing, policies);
    }

    TestColumn withMap(Map<String, String> map) {
        return new TestColumn(type, required, whenAbsent, constant, map, parsing, policies);
    }

    TestColumn withParsing(Parsing stated) {
        return new TestColumn(type, required, whenAbsent, constant, valueMap, stated, policies);
    }

    TestColumn withPolicies(Policies own) {
        return new TestColumn(type, required, whenAbsent, constant, valueMap, parsing, own);
    }

    ColumnMapping mapping() {
        String[] words = type.split(" ");
        Optional<Reference> reference = words[0].startsWith("uuid") && words.length > 1
                ? Optional.of(new Reference(List.of(new Reference.Candidate(words[1], "c"))))
                : Optional.empty();
        return new ColumnMapping(
                "c",
                columnType(),
                List.of("f"),
                constant,
                required,
                whenAbsent,
                reference,
                valueMap,
                parsing,
                policies);
    }

    ValueConverter converter() {
        return ValueConverter.of(mapping(), MIGRATION);
    }

    /** The outcome of a value in Extended JSON, or of no value for the word {@code absent}. */
    String shown(String extendedJson) {
        return shown(convert(extendedJson.equals("absent") ? null : bson(extendedJson)));
    }

    Conversion convert(BsonValue valueOrNull) {
        return converter().convert(valueOrNull, new ConversionContext(new BsonObjectId(DOCUMENT_ID)));
    }

    Object value(BsonValue value) {
        return ((Conversion.Value) convert(value)).value();
    }

    /** {@code !reason}, or the value, what was counted, and {@code +original} when the original is kept. */
    static String shown(Conversion conversion) {
        if (conversion instanceof Conversion.Failure failure) {
            return "!" + failure.reason().code();
        }
        Conversion.Value value = (Conversion.Value) conversion;
        return (value.value() == null ? "NULL" : value.value().toString())
                + (value.counted().isEmpty()
                        ? ""
                        : " " + value.counted().stream().map(Note::name).toList())
                + (value.keepOriginal() ? " +original" : "");
    }

    static BsonValue bson(String extendedJson) {
        return BsonDocument.parse("{\"v\": " + extendedJson + "}").get("v");
    }

    private ColumnType columnType() {
        String name = type.startsWith("uuid") ? type.split(" ")[0] : type;
        if (name.equals("enum")) {
            return ColumnType.enumeration(STATUS.name());
        }
        return ColumnTypeName.parse(name).orElseThrow(() -> new IllegalArgumentException("no column type: " + type));
    }

    private static CollectionMapping collection(String name, IdKind ids) {
        return new CollectionMapping(
                name,
                ids,
                CollectionIds.defaultTag(name),
                name,
                "id",
                List.of(),
                List.of(),
                List.of(),
                CollectionMapping.UnmappedFields.KEEP,
                List.of());
    }
}
