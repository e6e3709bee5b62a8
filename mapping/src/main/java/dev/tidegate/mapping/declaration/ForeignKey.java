package dev.tidegate.mapping.declaration;

/** A foreign key over one column; declared while rows flow, enforced when constraints are sealed. */
public record ForeignKey(
        String name,
        String column,
        String referencedTable,
        String referencedColumn,
        OnDelete onDelete,
        OnUpdate onUpdate) {

    public enum OnDelete {
        SET_NULL("SET NULL"),
        RESTRICT("RESTRICT"),
        CASCADE("CASCADE"),
        NO_ACTION("NO ACTION");

        private final String sql;

        OnDelete(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    public enum OnUpdate {
        CASCADE("CASCADE"),
        NO_ACTION("NO ACTION");

        private final String sql;

        OnUpdate(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }
}
