package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Expressions that compare, decide, and define variables. */
final class ConditionOperators {
    private record Branch(Expression condition, Expression result) {}

    private ConditionOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        compare(all, "$eq", order -> order == 0);
        compare(all, "$ne", order -> order != 0);
        compare(all, "$gt", order -> order > 0);
        compare(all, "$gte", order -> order >= 0);
        compare(all, "$lt", order -> order < 0);
        compare(all, "$lte", order -> order <= 0);
        all.put("$cmp", Arguments.binary("$cmp", (a, b) -> Integer.signum(Expressions.compare(a, b))));
        all.put("$and", (argument, expressions) -> {
            List<Expression> parts = Arguments.compiled("$and", argument, 0, Integer.MAX_VALUE, expressions);
            return scope -> parts.stream().allMatch(part -> BsonTypes.isTrue(part.value(scope)));
        });
        all.put("$or", (argument, expressions) -> {
            List<Expression> parts = Arguments.compiled("$or", argument, 0, Integer.MAX_VALUE, expressions);
            return scope -> parts.stream().anyMatch(part -> BsonTypes.isTrue(part.value(scope)));
        });
        all.put("$not", Arguments.unary("$not", value -> !BsonTypes.isTrue(value)));
        all.put("$ifNull", ConditionOperators::ifNull);
        all.put("$cond", ConditionOperators::condition);
        all.put("$switch", ConditionOperators::choice);
        all.put("$let", ConditionOperators::let);
        all.put("$literal", (argument, expressions) -> scope -> argument);
    }

    private static void compare(Map<String, Expressions.Operator> all, String name, IntPredicate accepts) {
        all.put(name, Arguments.binary(name, (a, b) -> accepts.test(Expressions.compare(a, b))));
    }

    private static Expression ifNull(Object argument, Expressions expressions) {
        List<Expression> parts = Arguments.compiled("$ifNull", argument, 2, Integer.MAX_VALUE, expressions);
        return scope -> {
            Object value = null;
            for (Expression part : parts) {
                value = part.value(scope);
                if (!BsonTypes.isNullish(value)) {
                    return value;
                }
            }
            return value;
        };
    }

    private static Expression condition(Object argument, Expressions expressions) {
        Branch branch;
        Expression otherwise;
        if (argument instanceof Document) {
            var named = new Arguments.Named("$cond", argument, expressions, List.of("if", "then", "else"));
            branch = new Branch(named.required("if"), named.required("then"));
            otherwise = named.required("else");
        } else {
            List<Expression> parts = Arguments.compiled("$cond", argument, 3, 3, expressions);
            branch = new Branch(parts.get(0), parts.get(1));
            otherwise = parts.get(2);
        }
        return chosen(List.of(branch), otherwise);
    }

    private static Expression chosen(List<Branch> branches, Expression otherwise) {
        return scope -> {
            for (Branch branch : branches) {
                if (BsonTypes.isTrue(branch.condition().value(scope))) {
                    return branch.result().value(scope);
                }
            }
            return otherwise.value(scope);
        };
    }

    private static Expression choice(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$switch", argument, expressions, List.of("branches", "default"));
        if (!(named.raw("branches") instanceof List<?> asked) || asked.isEmpty()) {
            throw new Refusal(40068, "Location40068", "$switch requires at least one branch.");
        }
        List<Branch> branches = new ArrayList<>();
        for (Object one : asked) {
            var branch = new Arguments.Named("$switch", one, expressions, List.of("case", "then"));
            branches.add(new Branch(branch.required("case"), branch.required("then")));
        }
        Optional<Expression> otherwise = named.optional("default");
        return chosen(branches, otherwise.orElse(scope -> {
            throw new Refusal(
                    40066,
                    "Location40066",
                    "$switch could not find a matching branch for an input, and no default was specified.");
        }));
    }

    private static Expression let(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$let", argument, expressions, List.of("vars", "in"));
        if (!(named.raw("vars") instanceof Document asked)) {
            throw new Refusal(16876, "Location16876", "$let needs an object of variables");
        }
        Map<String, Expression> variables = new LinkedHashMap<>();
        asked.forEach((name, value) -> variables.put(name, expressions.compile(value)));
        Expression result = named.required("in", expressions.with(asked.keySet()));
        return scope -> result.value(defined(variables, scope));
    }

    /** The scope with these variables, all evaluated in the scope outside. */
    static Scope defined(Map<String, Expression> variables, Scope scope) {
        Scope inner = scope;
        for (Map.Entry<String, Expression> variable : variables.entrySet()) {
            inner = new Scope(variable.getKey(), variable.getValue().value(scope), inner);
        }
        return inner;
    }
}
