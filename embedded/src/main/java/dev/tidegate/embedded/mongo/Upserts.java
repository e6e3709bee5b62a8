package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The document that an upsert starts from: what its filter says of equal values. */
final class Upserts {
    private Upserts() {}

    static Document start(Document filter) {
        Document document = new Document();
        collect(filter, document);
        return document;
    }

    private static void collect(Document filter, Document document) {
        for (Map.Entry<String, Object> condition : filter.entrySet()) {
            String name = condition.getKey();
            if (name.equals("$and") || name.equals("$or") && isOne(condition.getValue())) {
                ((Collection<?>) condition.getValue()).forEach(part -> collect((Document) part, document));
            } else if (!name.startsWith("$")) {
                Object value = equalValue(condition.getValue());
                if (!(value instanceof Missing)) {
                    set(document, name, value);
                }
            }
        }
    }

    private static boolean isOne(Object values) {
        return values instanceof Collection<?> many && many.size() == 1;
    }

    private static Object equalValue(Object condition) {
        if (condition instanceof BsonRegularExpression) {
            return Missing.getInstance();
        }
        if (!Predicates.isOperators(condition)) {
            return condition;
        }
        Document operators = (Document) condition;
        if (operators.containsKey("$eq")) {
            return operators.get("$eq");
        }
        for (String operator : List.of("$in", "$all")) {
            if (isOne(operators.get(operator))) {
                Object one =
                        ((Collection<?>) operators.get(operator)).iterator().next();
                return one instanceof BsonRegularExpression || Predicates.isOperators(one)
                        ? Missing.getInstance()
                        : one;
            }
        }
        return Missing.getInstance();
    }

    private static void set(Document document, String path, Object value) {
        List<String> names = UpdatePath.split(path);
        for (int length = 1; length <= names.size(); length++) {
            Object there = UpdatePath.get(document, names.subList(0, length));
            boolean isTaken = length == names.size()
                    ? !(there instanceof Missing)
                    : !(there instanceof Missing || there instanceof Document);
            if (isTaken) {
                throw new Refusal(
                        54,
                        "NotSingleValueField",
                        "cannot infer query fields to set, path '" + path + "' is matched twice");
            }
        }
        UpdatePath.set(document, names, value);
    }
}
