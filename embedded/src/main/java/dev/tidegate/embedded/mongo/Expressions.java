package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles expressions as the manual describes them ("Aggregation Expressions"). Knows which variables are defined. */
final class Expressions {
    /** Compiles what stands behind an operator's name. */
    interface Operator {
        Expression compile(Object argument, Expressions expressions);
    }

    private static final Map<String, Operator> OPERATORS = operators();
    private static final Set<String> OF_EVERY_EXPRESSION = Set.of(Scope.ROOT, Scope.CURRENT, "NOW", "REMOVE");

    private final Set<String> variables;

    private Expressions(Set<String> variables) {
        this.variables = variables;
    }

    static Expressions withVariables(Collection<String> names) {
        Set<String> all = new HashSet<>(OF_EVERY_EXPRESSION);
        all.addAll(names);
        return new Expressions(all);
    }

    /** The same, inside an operator that defines variables. */
    Expressions with(Collection<String> names) {
        Set<String> all = new HashSet<>(variables);
        all.addAll(names);
        return new Expressions(all);
    }

    private static Map<String, Operator> operators() {
        Map<String, Operator> all = new HashMap<>();
        ArithmeticOperators.addTo(all);
        ArrayOperators.addTo(all);
        ConditionOperators.addTo(all);
        ConversionOperators.addTo(all);
        DateOperators.addTo(all);
        DocumentOperators.addTo(all);
        SetOperators.addTo(all);
        TextOperators.addTo(all);
        return Map.copyOf(all);
    }

    Expression compile(Object specification) {
        if (specification instanceof String text && text.startsWith("$")) {
            return text.startsWith("$$") ? variable(text.substring(2)) : field(text.substring(1));
        }
        if (specification instanceof Document document) {
            return isOperator(document) ? operator(document) : object(document);
        }
        if (specification instanceof Collection<?> elements) {
            return array(compileAll(elements));
        }
        return scope -> specification;
    }

    static boolean isOperator(Document document) {
        return !document.isEmpty() && document.keySet().iterator().next().startsWith("$");
    }

    List<Expression> compileAll(Collection<?> specifications) {
        List<Expression> all = new ArrayList<>(specifications.size());
        specifications.forEach(one -> all.add(compile(one)));
        return all;
    }

    private static Expression field(String path) {
        FieldPath fields = FieldPath.of(path);
        return scope -> fields.in(scope.get(Scope.CURRENT));
    }

    private Expression variable(String path) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        if (!variables.contains(name)) {
            throw new Refusal(17276, "Location17276", "Use of undefined variable: " + name);
        }
        Expression variable = variableNamed(name);
        if (dot < 0) {
            return variable;
        }
        FieldPath fields = FieldPath.of(path.substring(dot + 1));
        return scope -> fields.in(variable.value(scope));
    }

    private static Expression variableNamed(String name) {
        if (name.equals("REMOVE")) {
            return scope -> Missing.getInstance();
        }
        if (name.equals("NOW")) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            return scope -> now;
        }
        return scope -> scope.get(name);
    }

    private Expression operator(Document document) {
        if (document.size() > 1) {
            throw new Refusal(
                    15983,
                    "Location15983",
                    "An object representing an expression must have exactly one field: " + document.keySet());
        }
        Map.Entry<String, Object> field = document.entrySet().iterator().next();
        Operator operator = OPERATORS.get(field.getKey());
        if (operator == null) {
            throw new Refusal(168, "InvalidPipelineOperator", "Unrecognized expression '" + field.getKey() + "'");
        }
        return operator.compile(field.getValue(), this);
    }

    private Expression object(Document document) {
        Map<String, Expression> fields = new LinkedHashMap<>();
        document.forEach((name, value) -> {
            if (name.startsWith("$") || name.contains(".")) {
                throw new Refusal(
                        16410, "Location16410", "FieldPath field names may not start with '$' or contain '.': " + name);
            }
            fields.put(name, compile(value));
        });
        return scope -> {
            Document result = new Document();
            fields.forEach((name, field) -> {
                Object value = field.value(scope);
                if (!(value instanceof Missing)) {
                    result.put(name, value);
                }
            });
            return result;
        };
    }

    private static Expression array(List<Expression> elements) {
        return scope -> {
            List<Object> result = new ArrayList<>(elements.size());
            for (Expression element : elements) {
                Object value = element.value(scope);
                result.add(value instanceof Missing ? null : value);
            }
            return result;
        };
    }

    /**
     * Where values are compared with each other: what is not there comes before null, and is not equal to it. (In a
     * sort the two are one.)
     */
    static int compare(Object left, Object right) {
        if (left instanceof Missing || right instanceof Missing) {
            return Integer.compare(rank(left), rank(right));
        }
        return BsonOrder.INSTANCE.compare(left, right);
    }

    private static int rank(Object value) {
        return value instanceof Missing ? 1 : BsonOrder.rankOf(value) == 0 ? 0 : 2;
    }
}
