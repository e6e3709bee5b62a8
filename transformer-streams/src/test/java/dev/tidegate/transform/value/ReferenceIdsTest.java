package dev.tidegate.transform.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.id.CollectionIds;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceIdsTest {
    private static final String HEX = "65a1b2c3d4e5f60718293a4b";
    private static final String OTHER_HEX = "65a1b2c3d4e5f60718293a4c";
    private static final UUID PERSON = person(HEX);
    private static final UUID OTHER_PERSON = person(OTHER_HEX);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                | PERSON
            "65a1b2c3d4e5f60718293a4b"                          | PERSON [string→uuid]
            "65A1B2C3D4E5F60718293A4B"                          | PERSON [string→uuid]
            ["65A1B2C3D4E5F60718293A4B"]                        | PERSON [array→element, string→uuid]
            []                                                  | NULL [empty-array→null]
            "65a1b2c3d4e5f60718293a4"                           | !not-exact
            "65a1b2c3d4e5f60718293a4g"                          | !not-exact
            "abc"                                               | !not-exact
            ""                                                  | !not-exact
            5                                                   | !wrong-type
            {"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "04"}} | !wrong-type
            {"$oid_": "65a1b2c3d4e5f60718293a4b"}               | !wrong-type
            """)
    void referenceToObjectIds(String bson, String outcome) {
        assertThat(TestColumn.of("uuid people").shown(bson)).isEqualTo(named(outcome));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"$oid": "65a1b2c3d4e5f60718293a4c"}, null, "65A1B2C3D4E5F60718293A4B"] | [OTHER, null, PERSON] [string→uuid]
            [{"$oid": "65a1b2c3d4e5f60718293a4b"}, {"$oid": "65a1b2c3d4e5f60718293a4b"}] | [PERSON, PERSON]
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                | [PERSON] [scalar→array]
            []                                                  | []
            ["abc"]                                             | !not-exact
            [5]                                                 | !wrong-type
            """)
    void listOfReferences(String bson, String outcome) {
        assertThat(TestColumn.of("uuid[] people").shown(bson)).isEqualTo(named(outcome));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "abc"                                    | UUID5(things/s:abc)
            ""                                       | UUID5(things/s:)
            "65a1b2c3d4e5f60718293a4b"               | UUID5(things/s:65a1b2c3d4e5f60718293a4b)
            1                                        | UUID5(things/n:1)
            {"$numberLong": "1"}                     | UUID5(things/n:1)
            1.0                                      | UUID5(things/n:1)
            {"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "03"}} | UUID5(things/x:{"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "03"}})
            {"$binary": {"base64": "AAEC", "subType": "03"}} | !wrong-type
            {"$numberDecimal": "1.00"}               | UUID5(things/n:1)
            {"$numberDecimal": "-0.0"}               | UUID5(things/n:0)
            {"$numberDecimal": "1.5E+3"}             | UUID5(things/n:1500)
            {"$binary": {"base64": "AAECAwQFBgcICQoLDA0ODw==", "subType": "04"}} | UUID5(things/u:00010203-0405-0607-0809-0a0b0c0d0e0f)
            true                                     | !wrong-type
            {"a": 1}                                 | !wrong-type
            {"$binary": {"base64": "AAEC", "subType": "00"}} | !wrong-type
            """)
    void referenceToIdsOfAnyType(String bson, String outcome) {
        assertThat(TestColumn.of("uuid things").shown(bson)).isEqualTo(nameBased(outcome));
    }

    @Test
    void objectIdInACollectionOfAnyIdsKeepsItsOrder() {
        UUID thing = new CollectionIds("things", CollectionIds.defaultTag("things")).uuid(new ObjectId(HEX));
        assertThat(TestColumn.of("uuid things").shown("{\"$oid\": \"" + HEX + "\"}"))
                .isEqualTo(thing.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            absent                                                  | []
            null                                                    | []
            []                                                      | []
            [{"$oid": "65a1b2c3d4e5f60718293a4c"}, {"$oid": "65a1b2c3d4e5f60718293a4b"}] | [OTHER, PERSON]
            [{"$oid": "65a1b2c3d4e5f60718293a4b"}, "65a1b2c3d4e5f60718293a4b"] | [PERSON] [string→uuid, duplicate-element-dropped]
            [null, {"$oid": "65a1b2c3d4e5f60718293a4b"}, null]      | [PERSON] [null-element-dropped]
            {"$oid": "65a1b2c3d4e5f60718293a4b"}                    | [PERSON] [scalar→array]
            [{"$oid": "65a1b2c3d4e5f60718293a4b"}, "x"]             | !not-exact
            [{"$oid": "65a1b2c3d4e5f60718293a4b"}, 5]               | !wrong-type
            [[{"$oid": "65a1b2c3d4e5f60718293a4b"}]]                | !wrong-type
            ""                                                      | !not-exact
            """)
    void edges(String bson, String outcome) {
        EdgeIds edges = EdgeIds.to(TestColumn.PEOPLE);
        Conversion conversion = edges.convert(bson.equals("absent") ? null : TestColumn.bson(bson));
        assertThat(TestColumn.shown(conversion)).isEqualTo(named(outcome));
    }

    @Test
    void oneOfSeveralCollectionsIsConvertedForEachCandidate() {
        var mapping = TestColumn.of("uuid people").mapping();
        ValueConverter ofThings = ValueConverter.of(mapping, TestColumn.MIGRATION, "things");
        var context = new ConversionContext(TestColumn.bson("1"));
        assertThat(TestColumn.shown(ofThings.convert(TestColumn.bson("\"abc\""), context)))
                .isEqualTo(nameBased("UUID5(things/s:abc)"));
    }

    private static String named(String outcome) {
        return outcome.replace("PERSON", PERSON.toString()).replace("OTHER", OTHER_PERSON.toString());
    }

    /** Spelled out here once more, to have the scheme of the page from a second hand. */
    private static String nameBased(String outcome) {
        if (!outcome.startsWith("UUID5(")) {
            return outcome;
        }
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        String name = outcome.substring("UUID5(".length(), outcome.length() - 1);
        return NameBasedUuid.version5(NameBasedUuid.version5(dns, "tidegate.dev"), name)
                .toString();
    }

    private static UUID person(String hex) {
        return new CollectionIds("people", CollectionIds.defaultTag("people")).uuid(new ObjectId(hex));
    }

    @Test
    void nameBasedUuidsAreThoseOfTheStandard() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(List.of(NameBasedUuid.version5(dns, "www.example.com").toString()))
                .containsExactly("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }
}
