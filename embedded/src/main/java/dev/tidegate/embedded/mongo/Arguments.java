package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The forms in which operators take their arguments: a list of values, one value, or named ones. */
final class Arguments {
    private Arguments() {}

    static Expressions.Operator unary(String name, UnaryOperator<Object> work) {
        return list(name, 1, 1, values -> work.apply(values.get(0)));
    }

    static Expressions.Operator binary(String name, BinaryOperator<Object> work) {
        return list(name, 2, 2, values -> work.apply(values.get(0), values.get(1)));
    }

    static Expressions.Operator list(String name, int least, int most, Function<List<Object>, Object> work) {
        return (argument, expressions) -> {
            List<Expression> arguments = compiled(name, argument, least, most, expressions);
            return scope -> work.apply(values(arguments, scope));
        };
    }

    static List<Expression> compiled(String name, Object argument, int least, int most, Expressions expressions) {
        List<Expression> arguments = expressions.compileAll(
                argument instanceof Collection<?> many ? many : java.util.Collections.singletonList(argument));
        if (arguments.size() < least || arguments.size() > most) {
            throw new Refusal(
                    least == most ? 16020 : 28667,
                    least == most ? "Location16020" : "Location28667",
                    "Expression " + name + " takes " + (least == most ? "exactly " + least : least + " to " + most)
                            + " arguments. " + arguments.size() + " were passed in.");
        }
        return arguments;
    }

    private static List<Object> values(List<Expression> arguments, Scope scope) {
        List<Object> values = new ArrayList<>(arguments.size());
        for (Expression argument : arguments) {
            values.add(argument.value(scope));
        }
        return values;
    }

    /** Compiled named arguments; refuses unknown names and, under their codes, missing ones. */
    static final class Named {
        private final String operator;
        private final Document given;
        private final Expressions expressions;
        private final Map<String, Expression> compiled = new HashMap<>();

        Named(String operator, Object argument, Expressions expressions, List<String> known) {
            if (!(argument instanceof Document document)) {
                throw Refusal.failedToParse(operator + " only supports an object as its argument");
            }
            for (String name : document.keySet()) {
                if (!known.contains(name)) {
                    throw Refusal.failedToParse("Unrecognized parameter to " + operator + ": " + name);
                }
            }
            this.operator = operator;
            this.given = document;
            this.expressions = expressions;
        }

        Expression required(String name) {
            return required(name, expressions);
        }

        Expression required(String name, Expressions within) {
            if (!given.containsKey(name)) {
                throw Refusal.failedToParse("Missing '" + name + "' parameter to " + operator);
            }
            return compiled.computeIfAbsent(name, one -> within.compile(given.get(one)));
        }

        Optional<Expression> optional(String name) {
            return given.containsKey(name) ? Optional.of(required(name)) : Optional.empty();
        }

        /** An argument that is a name, not an expression. */
        String text(String name, String absent) {
            Object value = given.getOrDefault(name, absent);
            if (value instanceof String text && !text.isEmpty()) {
                return text;
            }
            throw new Refusal(16866, "Location16866", "'" + name + "' of " + operator + " must be a name");
        }

        Object raw(String name) {
            return given.get(name);
        }
    }
}
