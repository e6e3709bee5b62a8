package dev.tidegate.preflight.query;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A query that the application makes.
 *
 * @param sql with {@code ?} for each parameter
 * @param parameters a query whose first row fills the parameters, column by column
 * @param indexes of these at least one must be in the plan; empty: none is expected
 */
public record NamedQuery(String name, String sql, Optional<String> parameters, List<String> indexes, Duration limit) {
    public NamedQuery {
        indexes = List.copyOf(indexes);
    }
}
