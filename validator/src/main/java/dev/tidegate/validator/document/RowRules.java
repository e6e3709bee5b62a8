package dev.tidegate.validator.document;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.Reason;
import dev.tidegate.validator.value.ExpectedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiConsumer;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** One table's columns out of a document, or out of an element of it. Immutable; safe for several threads. */
final class RowRules {
    private final List<String> names;
    private final List<ColumnRules> columns = new ArrayList<>();
    private final List<SeveralRules> several = new ArrayList<>();

    RowRules(List<ColumnMapping> mappings, Table table, Migration migration) {
        this.names = table.columns().stream().map(Column::name).toList();
        for (ColumnMapping mapping : mappings) {
            var rules = new ColumnRules(mapping, migration);
            columns.add(rules);
            if (isToSeveral(mapping)) {
                several.add(new SeveralRules(rules, migration));
            }
        }
    }

    private static boolean isToSeveral(ColumnMapping mapping) {
        return mapping.reference()
                .filter(reference -> reference.isToOneOfSeveral())
                .isPresent();
    }

    int width() {
        return names.size();
    }

    int indexOf(String column) {
        return names.indexOf(column);
    }

    List<ColumnRules> columns() {
        return columns;
    }

    boolean asksForExistingIds() {
        return several.stream().anyMatch(SeveralRules::asksForExistingIds);
    }

    /** Gives every collection and id whose existence decides on this row. */
    void questions(BsonDocument within, BiConsumer<String, BsonValue> question) {
        several.stream().filter(SeveralRules::asksForExistingIds).forEach(rules -> rules.questions(within, question));
    }

    /**
     * Puts what the columns must hold into the row, each at its place.
     *
     * @param topLevel the top-level field that the element is part of; null for the document itself
     */
    void read(BsonDocument within, String topLevel, Scratch scratch, ExpectedValue[] row) {
        for (ColumnRules column : columns) {
            if (!isToSeveral(column.mapping())) {
                String name = column.mapping().column();
                row[indexOf(name)] = mayBeGivenAnId(name)
                        ? column.expectedSoFar(within, topLevel, scratch)
                        : column.expected(within, topLevel, scratch);
            }
        }
        var claims = new HashMap<String, List<IdClaim>>();
        several.forEach(rules -> rules.claim(within, topLevel, scratch, claims));
        claims.forEach((column, ids) -> settle(row, indexOf(column), ids, scratch));
        columns.stream()
                .filter(rules -> rules.mapping().required())
                .filter(rules -> mayBeGivenAnId(rules.mapping().column()))
                .filter(rules -> row[indexOf(rules.mapping().column())] == ExpectedValue.NULL)
                .forEach(rules -> scratch.flaw(rules.field(), Reason.REQUIRED_ABSENT.code()));
    }

    private static void settle(ExpectedValue[] row, int index, List<IdClaim> claims, Scratch scratch) {
        for (IdClaim claim : claims) {
            if (row[index] != ExpectedValue.NULL && !row[index].equals(claim.id())) {
                scratch.flaw(claim.field(), Reason.CONFLICT.code());
            }
            row[index] = claim.id();
        }
    }

    /** Where a column's value comes from: its own field, or one whose ids come to it when they live there. */
    Origin origin(String column, BsonDocument within) {
        return columns.stream()
                .filter(rules -> rules.mapping().column().equals(column))
                .findFirst()
                .filter(rules -> rules.find(within).isPresent() || !mayBeGivenAnId(column))
                .map(rules -> rules.origin(within))
                .orElseGet(() -> otherOrigin(column, within));
    }

    private boolean mayBeGivenAnId(String column) {
        return several.stream().anyMatch(rules -> rules.mayFill(column));
    }

    private Origin otherOrigin(String column, BsonDocument within) {
        return several.stream()
                .filter(rules -> rules.mayFill(column))
                .findFirst()
                .map(rules -> rules.column().origin(within))
                .orElse(Origin.NONE);
    }
}
