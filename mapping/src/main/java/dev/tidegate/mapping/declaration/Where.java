package dev.tidegate.mapping.declaration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * Which documents of a collection give rows: those that meet every condition. A document that does not is excluded: it
 * gives no row and no dead letter, as if it had been deleted.
 *
 * <p>Conditions mean what MongoDB means by the same query: a path leads through the documents of lists, a list has a value
 * when it contains it, null is also what is absent, and numbers are compared by value whatever their types.
 */
public record Where(List<Condition> conditions) {
    public static final Where ALL = new Where(List.of());

    /** @param field dotted path into the document */
    public record Condition(String field, Test test) {
        public Condition {
            Objects.requireNonNull(field, "field");
            Objects.requireNonNull(test, "test");
        }

        /** The name of the document's own field that the path begins with. */
        public String topLevelField() {
            return field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        }
    }

    public sealed interface Test {
        /** The field has one of the values. */
        record OneOf(List<Constant> values) implements Test {
            public OneOf {
                values = List.copyOf(values);
            }
        }

        /** The field has none of the values. */
        record NoneOf(List<Constant> values) implements Test {
            public NoneOf {
                values = List.copyOf(values);
            }
        }

        /** The field is there, were it null, or it is not. */
        record Exists(boolean exists) implements Test {}
    }

    /** A value that the file states. */
    public sealed interface Constant {
        /** Null, and what is absent. */
        record Null() implements Constant {}

        record Bool(boolean value) implements Constant {}

        record Number(BigDecimal value) implements Constant {}

        record Text(String value) implements Constant {}
    }

    public Where {
        conditions = List.copyOf(conditions);
    }

    /** True when every document gives rows. */
    public boolean takesAll() {
        return conditions.isEmpty();
    }

    /** The document's own fields that the conditions read. */
    public List<String> topLevelFields() {
        return conditions.stream().map(Condition::topLevelField).distinct().toList();
    }
}
