package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A compiled filter of {@code find}, {@code $match}, an update. */
final class Filter {
    private interface Part {
        boolean holds(Document document, Scope scope, MatchPosition position);
    }

    private final List<Part> parts = new ArrayList<>();

    private Filter() {}

    static Filter compile(Document filter) {
        return compile(filter, Expressions.withVariables(List.of()));
    }

    /** {@code $expr} sees the variables of the pipeline around. */
    static Filter compile(Document filter, Expressions expressions) {
        Filter compiled = new Filter();
        for (Map.Entry<String, Object> condition : filter.entrySet()) {
            compiled.add(condition.getKey(), condition.getValue(), expressions);
        }
        return compiled;
    }

    private void add(String name, Object value, Expressions expressions) {
        switch (name) {
            case "$comment" -> {}
            case "$expr" -> {
                Expression expression = expressions.compile(value);
                parts.add((document, scope, position) -> BsonTypes.isTrue(expression.value(Scope.of(document, scope))));
            }
            case "$and" ->
                parts.addAll(alternatives(name, value, expressions).stream()
                        .<Part>map(one -> one::matches)
                        .toList());
            case "$or" -> {
                List<Filter> any = alternatives(name, value, expressions);
                parts.add((document, scope, position) ->
                        any.stream().anyMatch(one -> one.matches(document, scope, position)));
            }
            case "$nor" -> {
                List<Filter> none = alternatives(name, value, expressions);
                parts.add((document, scope, position) ->
                        none.stream().noneMatch(one -> one.matches(document, scope, new MatchPosition())));
            }
            default -> addField(name, value);
        }
    }

    private void addField(String name, Object value) {
        if (name.startsWith("$")) {
            throw Refusal.badValue("unknown top level operator: " + name);
        }
        QueryPath path = QueryPath.of(name);
        Predicate predicate = Predicates.compile(value);
        parts.add((document, scope, position) -> predicate.holdsAt(path, document, position));
    }

    private static List<Filter> alternatives(String name, Object value, Expressions expressions) {
        if (!(value instanceof Collection<?> filters) || filters.isEmpty()) {
            throw Refusal.badValue(name + " must be a nonempty array");
        }
        List<Filter> compiled = new ArrayList<>();
        for (Object filter : filters) {
            if (!(filter instanceof Document document)) {
                throw Refusal.badValue(name + " entries need to be full objects");
            }
            compiled.add(compile(document, expressions));
        }
        return compiled;
    }

    boolean matches(Document document) {
        return matches(document, Scope.NONE, new MatchPosition());
    }

    boolean matches(Document document, MatchPosition position) {
        return matches(document, Scope.NONE, position);
    }

    boolean matches(Document document, Scope scope, MatchPosition position) {
        for (Part part : parts) {
            if (!part.holds(document, scope, position)) {
                return false;
            }
        }
        return true;
    }
}
