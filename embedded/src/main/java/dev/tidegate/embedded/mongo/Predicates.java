package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Compiles what a filter holds behind a field's name (manual: "Query and Projection Operators"). */
final class Predicates {
    private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");
    private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor", "$expr");

    private Predicates() {}

    static boolean isOperators(Object condition) {
        if (!(condition instanceof Document document) || document.isEmpty()) {
            return false;
        }
        String first = document.keySet().iterator().next();
        return first.startsWith("$") && !REFERENCE.contains(first);
    }

    static Predicate compile(Object condition) {
        if (condition instanceof BsonRegularExpression regex) {
            return any(regex(regex));
        }
        return isOperators(condition) ? operators((Document) condition) : any(equalTo(condition));
    }

    private static Predicate any(Predicate.Test test) {
        return new Predicate.Any(true, test);
    }

    private static Predicate operators(Document operators) {
        List<Predicate> parts = new ArrayList<>();
        for (Map.Entry<String, Object> operator : operators.entrySet()) {
            if (operator.getKey().equals("$options")) {
                if (!operators.containsKey("$regex")) {
                    throw Refusal.badValue("$options needs a $regex");
                }
            } else {
                parts.add(operator(operator.getKey(), operator.getValue(), operators));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Predicate.All(parts);
    }

    private static Predicate operator(String name, Object value, Document all) {
        return switch (name) {
            case "$eq" -> any(equalTo(value));
            case "$ne" -> new Predicate.Not(any(equalTo(noRegex(name, value))));
            case "$gt" -> any(compared(noRegex(name, value), order -> order > 0));
            case "$gte" -> any(compared(noRegex(name, value), order -> order >= 0));
            case "$lt" -> any(compared(noRegex(name, value), order -> order < 0));
            case "$lte" -> any(compared(noRegex(name, value), order -> order <= 0));
            case "$in" -> any(in(list(name, value)));
            case "$nin" -> new Predicate.Not(any(in(list(name, value))));
            case "$not" -> new Predicate.Not(negated(value));
            case "$exists" -> exists(BsonTypes.isTrue(value));
            case "$type" -> any(ofType(value));
            case "$mod" -> any(remainder(list(name, value)));
            case "$regex" -> any(regex(expression(value, all.get("$options"))));
            case "$size" -> size(value);
            case "$all" -> all(list(name, value));
            case "$elemMatch" -> element(value);
            default -> throw Refusal.badValue("unknown operator: " + name);
        };
    }

    private static Object noRegex(String operator, Object value) {
        if (value instanceof BsonRegularExpression) {
            throw Refusal.badValue("Can't have RegEx as arg to " + operator);
        }
        return value;
    }

    private static List<?> list(String operator, Object value) {
        if (value instanceof Collection<?> values) {
            return new ArrayList<>(values);
        }
        throw Refusal.badValue(operator + " needs an array");
    }

    /** Values of the same type in MongoDB's order, or a bound of all values; what is not there is as if null. */
    private static Predicate.Test compared(Object wanted, IntPredicate accepts) {
        return value -> {
            if (isNan(value) || isNan(wanted)) {
                return isNan(value) && isNan(wanted) && accepts.test(0);
            }
            if (isAbsent(value) && isAbsent(wanted)) {
                return accepts.test(0);
            }
            boolean isBound = wanted instanceof MinKey || wanted instanceof MaxKey;
            boolean isComparable = !(value instanceof Missing) && BsonOrder.rankOf(value) == BsonOrder.rankOf(wanted);
            if (isBound && !isComparable) {
                return accepts.test(wanted instanceof MinKey ? 1 : -1);
            }
            return isComparable && accepts.test(BsonOrder.INSTANCE.compare(value, wanted));
        };
    }

    private static boolean isAbsent(Object value) {
        return BsonTypes.isNullish(value);
    }

    private static boolean isNan(Object value) {
        return value instanceof Number number && Double.isNaN(number.doubleValue());
    }

    private static Predicate.Test equalTo(Object wanted) {
        return compared(wanted, order -> order == 0);
    }

    private static Predicate.Test in(List<?> wanted) {
        List<Predicate.Test> tests = new ArrayList<>();
        for (Object one : wanted) {
            if (isOperators(one)) {
                throw Refusal.badValue("cannot nest $ under $in");
            }
            tests.add(one instanceof BsonRegularExpression regex ? regex(regex) : equalTo(one));
        }
        return value -> tests.stream().anyMatch(test -> test.holds(value));
    }

    private static Predicate negated(Object value) {
        if (value instanceof BsonRegularExpression || isOperators(value)) {
            return compile(value);
        }
        throw Refusal.badValue("$not needs a regex or a document of operators");
    }

    private static Predicate exists(boolean wanted) {
        Predicate exists = any(value -> !(value instanceof Missing));
        return wanted ? exists : new Predicate.Not(exists);
    }

    private static Predicate.Test ofType(Object types) {
        Collection<?> asked = types instanceof Collection<?> many ? many : List.of(types == null ? "null" : types);
        if (asked.isEmpty()) {
            throw Refusal.failedToParse("$type must match at least one type");
        }
        boolean anyNumber = asked.contains("number");
        Set<Integer> codes = asked.stream()
                .filter(type -> !"number".equals(type))
                .map(BsonTypes::codeOf)
                .collect(Collectors.toSet());
        return value -> anyNumber && value instanceof Number
                || !(value instanceof Missing) && codes.contains(BsonTypes.code(value));
    }

    private static Predicate.Test remainder(List<?> numbers) {
        if (numbers.size() != 2
                || !(numbers.get(0) instanceof Number divisor)
                || !(numbers.get(1) instanceof Number rest)) {
            throw Refusal.badValue("malformed mod, needs to be an array of two numbers");
        }
        long by = Numbers.toLong(divisor);
        long wanted = Numbers.toLong(rest);
        if (by == 0) {
            throw Refusal.badValue("divisor cannot be 0");
        }
        return value -> value instanceof Number number
                && Numbers.isFinite(number)
                && Math.abs(number.doubleValue()) < 0x1p63
                && Numbers.toLong(number) % by == wanted;
    }

    private static BsonRegularExpression expression(Object pattern, Object options) {
        String flags = options instanceof String text ? text : "";
        if (pattern instanceof BsonRegularExpression regex) {
            return options == null ? regex : new BsonRegularExpression(regex.getPattern(), flags);
        }
        if (pattern instanceof String text) {
            return new BsonRegularExpression(text, flags);
        }
        throw Refusal.badValue("$regex has to be a string");
    }

    private static Predicate.Test regex(BsonRegularExpression given) {
        BsonRegularExpression regex =
                new BsonRegularExpression(given.getPattern(), given.getOptions() == null ? "" : given.getOptions());
        try {
            regex.matcher("");
        } catch (IllegalArgumentException e) {
            Refusal refusal = new Refusal(51091, "Location51091", "Regular expression is invalid");
            refusal.addSuppressed(e);
            throw refusal;
        }
        return value -> {
            if (value instanceof BsonRegularExpression) {
                return BsonTypes.isSame(value, regex);
            }
            boolean isText = value instanceof String || BsonTypes.code(value) == 14;
            return isText && regex.matcher(ConversionOperators.text(value)).find();
        };
    }

    private static Predicate size(Object value) {
        if (!(value instanceof Number number) || number.doubleValue() != number.intValue()) {
            throw Refusal.badValue("$size must be a whole number");
        }
        if (number.intValue() < 0) {
            throw Refusal.badValue("$size may not be negative");
        }
        int wanted = number.intValue();
        return new Predicate.Any(
                false, candidate -> candidate instanceof Collection<?> elements && elements.size() == wanted);
    }

    private static Predicate all(List<?> wanted) {
        List<Predicate> parts = new ArrayList<>();
        for (Object one : wanted) {
            boolean isElement = one instanceof Document document && document.containsKey("$elemMatch");
            if (!isElement && isOperators(one)) {
                throw Refusal.badValue("no $ expressions in $all");
            }
            parts.add(compile(one));
        }
        return parts.isEmpty() ? any(value -> false) : new Predicate.All(parts);
    }

    private static Predicate element(Object value) {
        if (!(value instanceof Document condition)) {
            throw Refusal.badValue("$elemMatch needs an Object");
        }
        boolean ofValues = isOperators(condition)
                && !LOGICAL.contains(condition.keySet().iterator().next());
        if (ofValues) {
            return new Predicate.Element(operators(condition)::holdsFor);
        }
        Filter filter = Filter.compile(condition);
        return new Predicate.Element(candidate -> candidate instanceof Document document && filter.matches(document)
                || candidate instanceof List<?> elements && filter.matches(numbered(elements)));
    }

    private static Document numbered(List<?> elements) {
        Document document = new Document();
        for (int i = 0; i < elements.size(); i++) {
            document.put(Integer.toString(i), elements.get(i));
        }
        return document;
    }
}
