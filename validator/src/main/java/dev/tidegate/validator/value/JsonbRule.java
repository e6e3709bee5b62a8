package dev.tidegate.validator.value;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** {@code jsonb}: anything; what JSON has no word for is canonical Extended JSON. */
record JsonbRule() implements ValueRule {
    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return true;
    }

    @Override
    public Judgement judge(BsonValue value) {
        return new Judgement.Fits(new ExpectedValue.Json(value, false), ExtendedJson.holdsNul(value));
    }

    /** What {@link #isSame} finds the same. */
    static Object tree(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> {
                var members = new LinkedHashMap<String, Object>();
                value.asDocument().forEach((name, member) -> members.put(TextRule.storable(name), tree(member)));
                yield members;
            }
            case ARRAY -> value.asArray().stream().map(JsonbRule::tree).toList();
            case STRING -> TextRule.storable(value.asString().getValue());
            case BOOLEAN -> value.asBoolean().getValue();
            case NULL -> JsonText.NULL;
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case DATE_TIME -> TextRule.isoDate(value.asDateTime().getValue());
            case INT32, INT64 -> BigDecimal.valueOf(value.asNumber().longValue());
            case DOUBLE ->
                Double.isFinite(value.asDouble().getValue())
                        ? Numbers.shortest(value.asDouble().getValue())
                        : ExtendedJson.treeForJsonb(value);
            case DECIMAL128 ->
                value.asDecimal128().getValue().isFinite()
                        ? Numbers.exact(value.asDecimal128().getValue())
                        : ExtendedJson.treeForJsonb(value);
            default -> ExtendedJson.treeForJsonb(value);
        };
    }

    static boolean isSame(BsonValue expected, Object found) {
        return switch (expected.getBsonType()) {
            case DOCUMENT -> isSameObject(expected.asDocument(), found);
            case ARRAY -> isSameArray(expected.asArray().getValues(), found);
            case STRING -> TextRule.storable(expected.asString().getValue()).equals(found);
            case BOOLEAN -> Boolean.valueOf(expected.asBoolean().getValue()).equals(found);
            case NULL -> found == JsonText.NULL;
            case OBJECT_ID -> expected.asObjectId().getValue().toHexString().equals(found);
            case DATE_TIME -> TextRule.isoDate(expected.asDateTime().getValue()).equals(found);
            case INT32, INT64, DOUBLE, DECIMAL128 -> isSameNumber(expected, found);
            default -> ExtendedJson.treeForJsonb(expected).equals(found);
        };
    }

    private static boolean isSameNumber(BsonValue expected, Object found) {
        boolean finite = switch (expected.getBsonType()) {
            case DOUBLE -> Double.isFinite(expected.asDouble().getValue());
            case DECIMAL128 -> expected.asDecimal128().getValue().isFinite();
            default -> true;
        };
        if (!finite) {
            return ExtendedJson.treeForJsonb(expected).equals(found);
        }
        return found instanceof BigDecimal number && isSameFinite(expected, number);
    }

    private static boolean isSameFinite(BsonValue expected, BigDecimal found) {
        return switch (expected.getBsonType()) {
            case DOUBLE -> Numbers.isSame(expected.asDouble().getValue(), found);
            case DECIMAL128 ->
                Numbers.isSameWithScale(Numbers.exact(expected.asDecimal128().getValue()), found);
            default ->
                Numbers.isSameWithScale(BigDecimal.valueOf(expected.asNumber().longValue()), found);
        };
    }

    private static boolean isSameObject(BsonDocument expected, Object found) {
        return found instanceof Map<?, ?> members
                && members.size() == expected.size()
                && expected.entrySet().stream()
                        .allMatch(entry -> members.containsKey(TextRule.storable(entry.getKey()))
                                && isSame(entry.getValue(), members.get(TextRule.storable(entry.getKey()))));
    }

    private static boolean isSameArray(List<BsonValue> expected, Object found) {
        if (!(found instanceof List<?> elements) || elements.size() != expected.size()) {
            return false;
        }
        for (int index = 0; index < expected.size(); index++) {
            if (!isSame(expected.get(index), elements.get(index))) {
                return false;
            }
        }
        return true;
    }
}
