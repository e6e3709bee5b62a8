package dev.tidegate.embedded.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Locale;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Compares values as the unified test format of MongoDB's specifications says. */
final class SpecificationMatch {
    private final Map<String, BsonValue> entities;

    SpecificationMatch(Map<String, BsonValue> entities) {
        this.entities = entities;
    }

    /** At the root of what is expected, more fields than expected are right. */
    void check(String path, BsonValue expected, BsonValue actual, boolean isRoot) {
        if (expected.isDocument() && operator(expected.asDocument()) != null) {
            checkOperator(path, expected.asDocument(), actual);
        } else if (expected.isDocument()) {
            checkDocument(path, expected.asDocument(), actual, isRoot);
        } else if (expected.isArray()) {
            checkArray(path, expected.asArray(), actual);
        } else if (expected.isNumber() && actual != null && actual.isNumber()) {
            assertThat(actual.asNumber().doubleValue())
                    .as(path)
                    .isEqualTo(expected.asNumber().doubleValue());
        } else {
            assertThat(actual).as(path).isEqualTo(expected);
        }
    }

    private static String operator(BsonDocument expected) {
        return expected.size() == 1 && expected.getFirstKey().startsWith("$$") ? expected.getFirstKey() : null;
    }

    private void checkOperator(String path, BsonDocument expected, BsonValue actual) {
        BsonValue argument = expected.get(expected.getFirstKey());
        switch (expected.getFirstKey()) {
            case "$$exists" ->
                assertThat(actual != null)
                        .as(path + " exists")
                        .isEqualTo(argument.asBoolean().getValue());
            case "$$type" -> checkType(path, argument, actual);
            case "$$unsetOrMatches" -> {
                if (actual != null) {
                    check(path, argument, actual, false);
                }
            }
            case "$$matchesEntity" ->
                check(path, entities.get(argument.asString().getValue()), actual, false);
            default -> fail("The runner lacks " + expected.getFirstKey());
        }
    }

    private static void checkType(String path, BsonValue types, BsonValue actual) {
        BsonArray alternatives = types.isArray() ? types.asArray() : new BsonArray(java.util.List.of(types));
        String type = actual == null ? "missing" : alias(actual);
        assertThat(alternatives.stream().map(one -> one.asString().getValue()))
                .as(path + " type")
                .contains(type);
    }

    private static String alias(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> "object";
            case BINARY -> "binData";
            case DATE_TIME -> "date";
            case INT32 -> "int";
            case INT64 -> "long";
            default -> value.getBsonType().name().toLowerCase(Locale.ROOT);
        };
    }

    private void checkDocument(String path, BsonDocument expected, BsonValue actual, boolean isRoot) {
        assertThat(actual).as(path).isInstanceOf(BsonDocument.class);
        BsonDocument document = actual.asDocument();
        expected.forEach((name, value) -> check(path + "." + name, value, document.get(name), false));
        if (!isRoot) {
            assertThat(expected.keySet()).as(path + " has no other fields").containsAll(document.keySet());
        }
    }

    private void checkArray(String path, BsonArray expected, BsonValue actual) {
        assertThat(actual).as(path).isInstanceOf(BsonArray.class);
        assertThat(actual.asArray()).as(path).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            check(path + "[" + i + "]", expected.get(i), actual.asArray().get(i), false);
        }
    }
}
