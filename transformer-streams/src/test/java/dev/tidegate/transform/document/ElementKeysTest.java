package dev.tidegate.transform.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.mapping.reason.Reason;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two elements with keys that PostgreSQL takes for equal are a conflict; with any others they are two rows. */
class ElementKeysTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            numeric      | {"$numberDecimal": "42"}                   | {"$numberDecimal": "42.0"}
            numeric      | 42                                         | {"$numberDecimal": "42.00"}
            numeric      | 42.0                                       | {"$numberLong": "42"}
            numeric      | {"$numberDecimal": "1E+3"}                 | 1000
            numeric      | 0.1                                        | {"$numberDecimal": "0.10"}
            numeric      | 0                                          | {"$numberDecimal": "-0.00"}
            numeric      | 0                                          | -0.0
            numeric      | "4.20"                                     | 4.2
            numeric      | {"$numberDouble": "NaN"}                   | {"$numberDecimal": "NaN"}
            numeric      | {"$numberDouble": "-Infinity"}             | {"$numberDecimal": "-Infinity"}
            integer      | "12"                                       | 12
            integer      | {"$numberDecimal": "12.0"}                 | 12
            bigint       | {"$numberDouble": "1e15"}                  | {"$numberLong": "1000000000000000"}
            boolean      | "true"                                     | true
            timestamp(3) | {"$date": "2024-01-31T12:00:00Z"}          | "2024-01-31T13:00+01:00"
            text         | 1.5                                        | "1.5"
            text         | {"$numberDouble": "1e15"}                  | "1E+15"
            text         | {"$numberDouble": "1e-7"}                  | "1E-7"
            text         | -0.0                                       | "-0"
            text         | {"$numberDecimal": "1E+3"}                 | 1000
            text         | "a\u0000"                                 | "a\ufffd"
            text         | {"$oid": "65a1b2c3d4e5f60718293a4b"}       | "65a1b2c3d4e5f60718293a4b"
            mood         | "froh"                                     | "glad"
            uuid         | {"$oid": "65a1b2c3d4e5f60718293a4b"}       | "65A1B2C3D4E5F60718293A4B"
            """)
    void equalKeysAreAConflict(String type, String one, String other) {
        Derivation derived = derive(type, one, other);
        assertThat(derived).isInstanceOf(Derivation.Failed.class);
        assertThat(((Derivation.Failed) derived).failures())
                .extracting(FieldFailure::field, FieldFailure::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple("parts.1", Reason.CONFLICT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            numeric      | {"$numberDecimal": "42"}                   | {"$numberDecimal": "42.01"}
            numeric      | 0.1                                        | {"$numberDecimal": "0.10000000000000000001"}
            numeric      | 100                                        | 10
            text         | "a"                                        | "A"
            text         | "a"                                        | "a "
            text         | "é"                                        | "e\u0301"
            text         | 0                                          | -0.0
            text         | "1.0"                                      | 1.0
            mood         | "glad"                                     | "sad"
            timestamp(3) | {"$date": "2024-01-31T12:00:00Z"}          | {"$date": "2024-01-31T12:00:00.001Z"}
            """)
    void otherKeysAreTwoRows(String type, String one, String other) {
        assertThat(((Derivation.Rows) derive(type, one, other)).owned()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$numberDecimal": "42"}                   | {"$numberDecimal": "42.0"}
            0                                          | {"$numberDecimal": "-0.00"}
            {"$numberDouble": "NaN"}                   | {"$numberDecimal": "NaN"}
            """)
    void theSameElementInTheNextVersionIsTheSameRowWithTheScaleOfItsOwn(String before, String after) {
        OwnedRow first = only(derive("numeric", before));
        OwnedRow next = only(derive("numeric", after));
        assertThat(next.key()).isEqualTo(first.key());
    }

    private static OwnedRow only(Derivation derived) {
        List<OwnedRow> owned = ((Derivation.Rows) derived).owned();
        assertThat(owned).hasSize(1);
        return owned.get(0);
    }

    private static Derivation derive(String type, String... keys) {
        String references = type.equals("uuid") ? ", references: people" : "";
        Migration migration = MigrationFile.parse("keys.yaml", """
                migration: keys
                source: {database: keys}
                enums: {mood: [glad, sad]}
                collections:
                  people:
                    columns: {name: text}
                    children:
                      Parts:
                        from: parts
                        key: {element: k}
                        columns:
                          k: {type: TYPE, required: true MORE}
                """.replace("TYPE", type)
                .replace(" MORE", references + (type.equals("mood") ? ", map: {froh: glad}" : "")));
        StringBuilder parts = new StringBuilder();
        for (String key : keys) {
            parts.append(parts.isEmpty() ? "" : ", ").append("{k: ").append(key).append('}');
        }
        BsonDocument document = BsonDocument.parse("{_id: {$oid: '000000000000000000000001'}, parts: [" + parts + "]}");
        return new CollectionRows(migration.collection("people"), migration)
                .derive(document, DocumentId.of(document.get("_id")).canonical(), (collection, id) -> false);
    }
}
