package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.Where;
import dev.tidegate.mapping.declaration.Where.Condition;
import dev.tidegate.mapping.declaration.Where.Constant;
import dev.tidegate.mapping.declaration.Where.Test;
import dev.tidegate.validator.value.Numbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;

/** Says which documents of a collection must give rows. Immutable; safe for several threads. */
public final class WhereRule {
    private final Where where;

    public WhereRule(Where where) {
        this.where = where;
    }

    public boolean takesAll() {
        return where.takesAll();
    }

    /** The top-level fields that decide. */
    public List<String> fields() {
        return where.topLevelFields();
    }

    public boolean takes(BsonDocument document) {
        return where.conditions().stream().allMatch(condition -> holds(condition, document));
    }

    private static boolean holds(Condition condition, BsonDocument document) {
        var values = new ArrayList<BsonValue>();
        collect(document, condition.field(), values);
        Test test = condition.test();
        if (test instanceof Test.Exists exists) {
            return values.stream().anyMatch(value -> value != null) == exists.exists();
        }
        return test instanceof Test.OneOf one
                ? one.values().stream().anyMatch(constant -> has(values, constant))
                : ((Test.NoneOf) test).values().stream().noneMatch(constant -> has(values, constant));
    }

    /** Everything that the path leads to, a list with its elements; null stands for what is absent. */
    private static void collect(BsonDocument document, String path, List<BsonValue> values) {
        int dot = path.indexOf('.');
        BsonValue value = present(document.get(dot < 0 ? path : path.substring(0, dot)));
        if (dot < 0) {
            addLast(value, values);
        } else {
            below(value, path.substring(dot + 1), values);
        }
    }

    private static void addLast(BsonValue value, List<BsonValue> values) {
        values.add(value);
        if (value != null && value.isArray()) {
            value.asArray().forEach(element -> values.add(present(element)));
        }
    }

    private static void below(BsonValue value, String path, List<BsonValue> values) {
        if (value == null || !value.isDocument() && !value.isArray()) {
            values.add(null);
        } else if (value.isDocument()) {
            collect(value.asDocument(), path, values);
        } else {
            BsonArray list = value.asArray();
            list.stream().filter(BsonValue::isDocument).forEach(each -> collect(each.asDocument(), path, values));
            element(list, path, values);
        }
    }

    /** Where the path goes on with a number, it is also the place of an element. */
    private static void element(BsonArray list, String path, List<BsonValue> values) {
        int dot = path.indexOf('.');
        String step = dot < 0 ? path : path.substring(0, dot);
        for (int place = 0; place < list.size(); place++) {
            if (Integer.toString(place).equals(step)) {
                BsonValue element = present(list.get(place));
                if (dot < 0) {
                    addLast(element, values);
                } else {
                    below(element, path.substring(dot + 1), values);
                }
            }
        }
    }

    private static boolean has(List<BsonValue> values, Constant constant) {
        return values.stream().anyMatch(value -> is(value, constant));
    }

    private static boolean is(BsonValue value, Constant constant) {
        if (value == null || value instanceof BsonNull) {
            return constant instanceof Constant.Null;
        }
        if (constant instanceof Constant.Text text) {
            return value.isString() && text.value().equals(value.asString().getValue())
                    || value.isSymbol() && text.value().equals(value.asSymbol().getSymbol());
        }
        if (constant instanceof Constant.Bool bool) {
            return value.isBoolean() && bool.value() == value.asBoolean().getValue();
        }
        return constant instanceof Constant.Number number && isNumber(value, number.value());
    }

    /** As MongoDB does: a number with a fraction is the double that is nearest to it, where it meets a double. */
    private static boolean isNumber(BsonValue value, BigDecimal number) {
        boolean hasFraction = number.remainder(BigDecimal.ONE).signum() != 0;
        if (value.isDouble() && hasFraction) {
            return Double.compare(value.asDouble().getValue(), number.doubleValue()) == 0;
        }
        return Numbers.exact(value)
                .filter(exact -> exact.compareTo(number) == 0)
                .isPresent();
    }

    private static BsonValue present(BsonValue value) {
        return value == null || value.getBsonType() == BsonType.UNDEFINED ? null : value;
    }
}
