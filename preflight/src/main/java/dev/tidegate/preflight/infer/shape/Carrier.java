package dev.tidegate.preflight.infer.shape;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.transform.value.Conversion;
import dev.tidegate.transform.value.ConversionContext;
import dev.tidegate.transform.value.ValueConverter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/** A column type, asked whether it carries a value: by the transformer's own conversion, so that a run agrees. */
public enum Carrier {
    BOOLEAN("boolean"),
    INTEGER("integer"),
    BIGINT("bigint"),
    NUMERIC("numeric"),
    TIMESTAMP("timestamp(3)"),
    TEXT("text"),
    /** A reference to a collection whose ids are ObjectIds. */
    OBJECT_ID("uuid");

    private static final ConversionContext CONTEXT = new ConversionContext(new BsonObjectId(new ObjectId(0, 0)));

    private final String type;
    private ValueConverter converter;

    Carrier(String type) {
        this.type = type;
    }

    static {
        Migration scratch = MigrationFile.parse(
                "the types that init chooses from",
                "{migration: scratch, source: {database: scratch}, collections: {scratch: {columns: {"
                        + Arrays.stream(values()).map(Carrier::column).collect(Collectors.joining(", ")) + "}}}}");
        var columns = scratch.collection("scratch").columns();
        for (Carrier carrier : values()) {
            carrier.converter = ValueConverter.of(columns.get(carrier.ordinal()), scratch);
        }
    }

    private String column() {
        return name() + ": {type: " + type + (this == OBJECT_ID ? ", references: scratch}" : "}");
    }

    /** The name in a migration file. */
    public String type() {
        return type;
    }

    boolean carries(BsonValue value) {
        return converter.convert(value, CONTEXT) instanceof Conversion.Value;
    }
}
