package dev.tidegate.preflight.query;

import dev.tidegate.preflight.finding.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Finds what is wrong with a query's time or plan. */
final class QueryFindings {
    /** In so few pages the planner does best to read them all, whatever indexes there are. */
    private static final long SMALL_PAGES = 32;

    private static final String VALID = """
            SELECT bool_and(x.indisvalid) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
            WHERE c.relname = ANY (?) AND c.relnamespace = ANY (current_schemas(false)::regnamespace[])
            HAVING count(*) > 0""";
    private static final String PAGES = """
            SELECT coalesce(max(pg_relation_size(c.oid) / current_setting('block_size')::int), 0) FROM pg_class c
            WHERE c.relname = ANY (?) AND c.relnamespace = ANY (current_schemas(false)::regnamespace[])""";

    private final Connection connection;

    QueryFindings(Connection connection) {
        this.connection = connection;
    }

    Optional<Finding> time(NamedQuery query, Plan plan) {
        return plan.millis() <= query.limit().toMillis()
                ? Optional.empty()
                : Optional.of(slow(query, String.format(Locale.ROOT, "%.1f ms", plan.millis())));
    }

    static Finding slow(NamedQuery query, String time) {
        return Finding.blocking(
                "query-slow",
                query.name(),
                time + "; the limit is " + query.limit().toMillis() + " ms",
                "see its plan with EXPLAIN (ANALYZE, BUFFERS); add an index to the file, or change the query");
    }

    /** @param forced the plan when reading whole tables is forbidden to the planner */
    Finding index(NamedQuery query, Plan plan, Plan forced) throws SQLException {
        String wanted = String.join(" or ", query.indexes());
        Optional<String> valid = ask(VALID, query.indexes().toArray(String[]::new));
        if (!valid.orElse("f").equals("t")) {
            return Finding.blocking(
                    "query-index-missing",
                    query.name(),
                    "there is no valid index " + wanted,
                    "build the file's indexes first (they come when the snapshot is in), or correct the name");
        }
        if (!forced.usesOneOf(query.indexes())) {
            return Finding.blocking(
                    "query-index-unusable",
                    query.name(),
                    "the planner cannot use " + wanted + " for it, even when it may read no whole table" + used(forced),
                    "write the condition as the index has it: same columns, same expression, same operator class");
        }
        String costs =
                String.format(Locale.ROOT, " (estimated cost %.0f, with the index %.0f)", plan.cost(), forced.cost());
        long pages = Long.parseLong(
                ask(PAGES, plan.sequentialScans().toArray(String[]::new)).orElse("0"));
        if (!plan.sequentialScans().isEmpty() && pages <= SMALL_PAGES) {
            return Finding.info(
                    "query-table-small",
                    query.name(),
                    "the table has " + pages + " pages: the planner rightly reads it whole, and could use " + wanted
                            + costs);
        }
        return Finding.blocking(
                "query-index-unused",
                query.name(),
                "the planner could use " + wanted + ", and chose otherwise" + used(plan) + costs,
                "VACUUM ANALYZE the table if that was not done since the load; else the condition selects too many rows"
                        + " for an index to help");
    }

    private static String used(Plan plan) {
        return plan.indexes().isEmpty() ? "" : ": " + String.join(", ", plan.indexes());
    }

    private Optional<String> ask(String query, String... names) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", names));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
