package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Expressions over documents, and about types and sizes. */
final class DocumentOperators {
    private DocumentOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        all.put(
                "$mergeObjects",
                Arguments.list("$mergeObjects", 0, Integer.MAX_VALUE, values -> merged(spread(values))));
        all.put("$objectToArray", Arguments.unary("$objectToArray", DocumentOperators::toArray));
        all.put("$arrayToObject", Arguments.unary("$arrayToObject", DocumentOperators::toObject));
        all.put("$getField", DocumentOperators::getField);
        all.put("$setField", DocumentOperators::setField);
        all.put("$unsetField", DocumentOperators::unsetField);
        all.put("$type", Arguments.unary("$type", BsonTypes::name));
        all.put("$isNumber", Arguments.unary("$isNumber", value -> value instanceof Number));
        all.put(
                "$bsonSize",
                Arguments.unary(
                        "$bsonSize",
                        value -> BsonTypes.isNullish(value) ? null : BsonSize.of(document("$bsonSize", value))));
        all.put("$binarySize", Arguments.unary("$binarySize", DocumentOperators::binarySize));
    }

    private static Collection<?> spread(List<Object> values) {
        return values.size() == 1 && values.get(0) instanceof Collection<?> elements ? elements : values;
    }

    private static Document document(String operator, Object value) {
        if (value instanceof Document document) {
            return document;
        }
        throw Refusal.typeMismatch(operator + " requires object inputs, but input is of type " + BsonTypes.name(value));
    }

    static Object merged(Collection<?> values) {
        Document result = new Document();
        for (Object value : values) {
            if (!BsonTypes.isNullish(value)) {
                result.putAll(document("$mergeObjects", value));
            }
        }
        return result;
    }

    private static Object toArray(Object value) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        List<Object> pairs = new ArrayList<>();
        document("$objectToArray", value)
                .forEach((name, content) -> pairs.add(new Document("k", name).append("v", content)));
        return pairs;
    }

    private static Object toObject(Object value) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        Document result = new Document();
        for (Object pair : ArrayOperators.array("$arrayToObject", value)) {
            if (pair instanceof List<?> two && two.size() == 2 && two.get(0) instanceof String name) {
                result.put(name, two.get(1));
            } else if (pair instanceof Document named
                    && named.size() == 2
                    && named.get("k") instanceof String name
                    && named.containsKey("v")) {
                result.put(name, named.get("v"));
            } else {
                throw new Refusal(
                        40392,
                        "Location40392",
                        "$arrayToObject requires pairs: arrays of a name and a value, or objects with 'k' and 'v'");
            }
        }
        return result;
    }

    /** Names of fields are constants here, so that they may begin with a dollar sign or hold dots. */
    private static String name(String operator, Object specification) {
        Object name = specification instanceof Document literal && literal.containsKey("$literal")
                ? literal.get("$literal")
                : specification;
        boolean isPath = specification instanceof String text && text.startsWith("$");
        if (name instanceof String text && !isPath) {
            return text;
        }
        throw new Refusal(5654602, "Location5654602", operator + " requires 'field' to be a constant string");
    }

    private static Expression getField(Object argument, Expressions expressions) {
        boolean isShort = !(argument instanceof Document document) || document.containsKey("$literal");
        if (isShort) {
            String field = name("$getField", argument);
            return scope -> field(scope.get(Scope.CURRENT), field);
        }
        var named = new Arguments.Named("$getField", argument, expressions, List.of("field", "input"));
        String field = name("$getField", named.raw("field"));
        Expression input = named.required("input");
        return scope -> field(input.value(scope), field);
    }

    private static Object field(Object input, String field) {
        if (BsonTypes.isNullish(input)) {
            return input instanceof Missing ? input : null;
        }
        return input instanceof Document document ? document.getOrMissing(field) : Missing.getInstance();
    }

    private static Expression setField(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$setField", argument, expressions, List.of("field", "input", "value"));
        return withField(
                "$setField", name("$setField", named.raw("field")), named.required("input"), named.required("value"));
    }

    private static Expression unsetField(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$unsetField", argument, expressions, List.of("field", "input"));
        return withField(
                "$unsetField",
                name("$unsetField", named.raw("field")),
                named.required("input"),
                scope -> Missing.getInstance());
    }

    private static Expression withField(String operator, String field, Expression input, Expression value) {
        return scope -> {
            Object target = input.value(scope);
            if (BsonTypes.isNullish(target)) {
                return null;
            }
            Document result = document(operator, target).clone();
            Object content = value.value(scope);
            if (content instanceof Missing) {
                result.remove(field);
            } else {
                result.put(field, content);
            }
            return result;
        };
    }

    private static Object binarySize(Object value) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        if (value instanceof String text) {
            return StoredText.bytes(text).length;
        }
        if (value instanceof BinData binary) {
            return binary.getData().length;
        }
        if (value instanceof UUID || value instanceof de.bwaldvogel.mongo.bson.LegacyUUID) {
            return 16;
        }
        if (value instanceof OpaqueValue opaque && opaque.type() == 0x05) {
            return opaque.bytes().length - 5;
        }
        throw new Refusal(51276, "Location51276", "$binarySize requires a string or BinData argument");
    }
}
