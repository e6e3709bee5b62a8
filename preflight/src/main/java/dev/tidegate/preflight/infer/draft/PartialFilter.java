package dev.tidegate.preflight.infer.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A partial index's filter as SQL, where SQL can say the same of the columns. */
final class PartialFilter {
    private static final Map<String, String> COMPARISONS =
            Map.of("$eq", "=", "$gt", ">", "$gte", ">=", "$lt", "<", "$lte", "<=");

    private final Function<String, Optional<ColumnDraft>> columns;

    /** @param columns by the path that they read */
    PartialFilter(Function<String, Optional<ColumnDraft>> columns) {
        this.columns = columns;
    }

    Optional<String> sql(BsonDocument filter) {
        List<String> conditions = new ArrayList<>();
        for (Map.Entry<String, BsonValue> entry : filter.entrySet()) {
            Optional<String> condition =
                    entry.getKey().equals("$and") && entry.getValue().isArray()
                            ? all(entry.getValue().asArray())
                            : columns.apply(entry.getKey()).flatMap(column -> condition(column, entry.getValue()));
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions));
    }

    private Optional<String> all(List<BsonValue> filters) {
        List<String> conditions = new ArrayList<>();
        for (BsonValue each : filters) {
            Optional<String> condition = each.isDocument() ? sql(each.asDocument()) : Optional.empty();
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return Optional.of(String.join(" AND ", conditions));
    }

    private static Optional<String> condition(ColumnDraft column, BsonValue value) {
        if (!value.isDocument()) {
            return comparison(column, "=", value);
        }
        List<String> conditions = new ArrayList<>();
        for (Map.Entry<String, BsonValue> operator : value.asDocument().entrySet()) {
            Optional<String> condition = operator.getKey().equals("$exists")
                    ? exists(column, operator.getValue())
                    : Optional.ofNullable(COMPARISONS.get(operator.getKey()))
                            .flatMap(sign -> comparison(column, sign, operator.getValue()));
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            conditions.add(condition.get());
        }
        return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions));
    }

    private static Optional<String> exists(ColumnDraft column, BsonValue value) {
        boolean isTrue = value.isBoolean() && value.asBoolean().getValue()
                || value.isNumber() && value.asNumber().intValue() != 0;
        return isTrue ? Optional.of(quoted(column) + " IS NOT NULL") : Optional.empty();
    }

    private static Optional<String> comparison(ColumnDraft column, String sign, BsonValue value) {
        return literal(column, value).map(literal -> quoted(column) + " " + sign + " " + literal);
    }

    private static Optional<String> literal(ColumnDraft column, BsonValue value) {
        return switch (column.type()) {
            case "text" ->
                value.isString() && value.asString().getValue().indexOf('\0') < 0
                        ? Optional.of("'" + value.asString().getValue().replace("'", "''") + "'")
                        : Optional.empty();
            case "boolean" ->
                value.isBoolean() ? Optional.of(String.valueOf(value.asBoolean().getValue())) : Optional.empty();
            case "integer", "bigint", "numeric" ->
                value.isInt32() || value.isInt64()
                        ? Optional.of(String.valueOf(value.asNumber().longValue()))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String quoted(ColumnDraft column) {
        return "\"" + column.name().replace("\"", "\"\"") + "\"";
    }
}
