package dev.tidegate.transform.document;

import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.reason.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonValue;

/** Reads all mapped columns of one table's row. Immutable, thread-safe. */
final class ColumnsReader {
    private final Table table;
    private final List<ColumnReader> readers;
    private final String[] fieldOfColumn;
    private final boolean[] required;

    ColumnsReader(Table table, List<ColumnMapping> columns, Migration migration) {
        this.table = table;
        Set<String> given = givenIds(columns);
        this.readers = columns.stream()
                .map(column -> given.contains(column.column()) ? optional(column) : column)
                .map(column -> new ColumnReader(column, table, migration))
                .toList();
        this.fieldOfColumn = new String[table.columns().size()];
        this.required = new boolean[table.columns().size()];
        for (ColumnReader reader : readers) {
            int index = indexOf(reader.mapping().column());
            fieldOfColumn[index] = reader.field();
            required[index] = reader.mapping().required() || !column(index).nullable();
        }
    }

    /** The columns that take ids of other columns' references, too. */
    private static Set<String> givenIds(List<ColumnMapping> columns) {
        return columns.stream()
                .flatMap(column -> column.reference().stream()
                        .flatMap(reference -> reference.candidates().stream())
                        .map(Candidate::column)
                        .filter(taker -> !taker.equals(column.column())))
                .collect(Collectors.toSet());
    }

    /** Whether it must have a value is asked when all columns are read. */
    private static ColumnMapping optional(ColumnMapping column) {
        return new ColumnMapping(
                column.column(),
                column.type(),
                column.fields(),
                column.constant(),
                false,
                column.whenAbsent(),
                column.reference(),
                column.valueMap(),
                column.parsing(),
                column.policies());
    }

    int indexOf(String column) {
        return table.columns().indexOf(table.column(column));
    }

    int width() {
        return table.columns().size();
    }

    ColumnKind kind(int index) {
        return column(index).type().kind();
    }

    String field(String column) {
        String field = fieldOfColumn[indexOf(column)];
        return field == null ? column : field;
    }

    void read(Element element, Object[] row) {
        for (ColumnReader reader : readers) {
            reader.read(element, row);
        }
        checkRequired(element, row);
    }

    void readScalar(String scalarColumn, BsonValue scalar, Element element, Object[] row) {
        for (ColumnReader reader : readers) {
            if (reader.mapping().column().equals(scalarColumn)) {
                reader.readScalar(scalar, element, row);
            } else if (reader.mapping().constant().isPresent()) {
                reader.read(element, row);
            }
        }
        checkRequired(element, row);
    }

    /** A column whose value stands in no field. */
    void readOne(String column, BsonValue value, Element element, Object[] row) {
        readers.stream()
                .filter(reader -> reader.mapping().column().equals(column))
                .forEach(reader -> reader.readScalar(value, element, row));
    }

    private void checkRequired(Element element, Object[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == null && required[i]) {
                String field = element.prefix() + fieldOfColumn[i];
                if (!element.findings().hasFailed(field)) {
                    element.findings()
                            .listener()
                            .absent(table, List.of(column(i).name()));
                    element.findings()
                            .fail(
                                    field,
                                    Reason.REQUIRED_ABSENT,
                                    "column " + column(i).name() + " must have a value: add the field to the"
                                            + " document"
                                            + (kind(i) == ColumnKind.UUID ? "" : ", or declare a default"));
                }
            }
        }
    }

    private Column column(int index) {
        return table.columns().get(index);
    }
}
