package dev.tidegate.validator.target;

import dev.tidegate.mapping.declaration.TidegateTables;
import dev.tidegate.validator.result.UnmappedValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** Counts what {@code tidegate.unmapped} holds of some tables. A field that is there twice, as it is and as its original, is one value. */
public final class UnmappedCount {
    private static final String SQL = """
            SELECT coalesce(sum(rows), 0), count(*) FROM (
              SELECT count(*) AS rows
              FROM tidegate.unmapped AS unmapped
              CROSS JOIN LATERAL (
                SELECT jsonb_object_keys(unmapped.fields - '$original')
                UNION
                SELECT jsonb_object_keys(
                  CASE jsonb_typeof(unmapped.fields -> '$original')
                    WHEN 'object' THEN unmapped.fields -> '$original' ELSE '{}' END)
              ) AS held (field)
              WHERE unmapped."table" = ANY (?)
              GROUP BY unmapped."table", held.field
            ) AS fields""";
    private static final String DOCUMENTS = "SELECT count(*) FROM tidegate.unmapped WHERE \"table\" = ANY (?)";

    private UnmappedCount() {}

    public static UnmappedValues of(Collection<String> tables, Connection connection) {
        try (PreparedStatement documents = connection.prepareStatement(DOCUMENTS);
                PreparedStatement values = connection.prepareStatement(SQL)) {
            var names = connection.createArrayOf("text", tables.toArray());
            documents.setArray(1, names);
            values.setArray(1, names);
            try (ResultSet counted = documents.executeQuery();
                    ResultSet found = values.executeQuery()) {
                counted.next();
                found.next();
                return new UnmappedValues(counted.getLong(1), found.getLong(2), found.getLong(1));
            }
        } catch (SQLException e) {
            throw UnreadableTargetException.of(TidegateTables.UNMAPPED, e);
        }
    }
}
