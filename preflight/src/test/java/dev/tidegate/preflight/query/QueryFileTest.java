package dev.tidegate.preflight.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryFileTest {
    @Test
    void readsQueriesWithTheirLimitsAndIndexes() {
        List<NamedQuery> queries = QueryFile.parse("""
                limit_ms: 50
                queries:
                  - name: all
                    sql: SELECT 1
                  - {name: one, sql: "SELECT ?", parameters: SELECT 2, index: [a, b], limit_ms: 7}
                  - {name: two, sql: SELECT 3, index: c}
                """);

        assertThat(queries)
                .containsExactly(
                        new NamedQuery("all", "SELECT 1", Optional.empty(), List.of(), Duration.ofMillis(50)),
                        new NamedQuery(
                                "one", "SELECT ?", Optional.of("SELECT 2"), List.of("a", "b"), Duration.ofMillis(7)),
                        new NamedQuery("two", "SELECT 3", Optional.empty(), List.of("c"), Duration.ofMillis(50)));
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatThrownBy(() -> QueryFile.parse("""
                        limit: 50
                        queries:
                          - {name: a, sql: SELECT 1, indexes: b}
                          - {name: a, sql: SELECT 1, limit_ms: soon}
                          - {sql: SELECT 1}
                          - SELECT 1
                        """))
                .isInstanceOf(InvalidQueryFileException.class)
                .hasMessageContaining("the file: unknown key limit")
                .hasMessageContaining("query 1 (a): unknown key indexes")
                .hasMessageContaining("query 2 (a): the name is there twice")
                .hasMessageContaining("limit_ms must be")
                .hasMessageContaining("query 3 needs a name")
                .hasMessageContaining("query 4 must be a mapping");
        assertThatThrownBy(() -> QueryFile.parse("queries: [")).hasMessageContaining("no YAML");
        assertThatThrownBy(() -> QueryFile.parse("")).hasMessageContaining("has no queries");
    }

    @Test
    void nextCrmBringsAQueryForEachIndexAndForeignKey() {
        assertThat(QueryFile.read(Path.of("../migrations/nextcrm/queries.yaml")))
                .hasSizeGreaterThan(130);
    }
}
