package dev.tidegate.mapping.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DdlTest {
    private static final Migration NEXTCRM = migration("nextcrm");
    private static final Migration SHOP = migration("examples/shop");

    @Test
    void tablesHavePrimaryKeysAndNoOtherConstraint() {
        assertThat(sql(new Ddl(NEXTCRM).tables(), "tasksComments")).isEqualTo("""
                CREATE TABLE IF NOT EXISTS "public"."tasksComments" (
                    "id" uuid NOT NULL,
                    "__v" integer NOT NULL,
                    "comment" text NOT NULL,
                    "createdAt" timestamp(3) DEFAULT CURRENT_TIMESTAMP NOT NULL,
                    "task" uuid,
                    "user" uuid NOT NULL,
                    "assigned_crm_account_task" uuid,
                    CONSTRAINT "tasksComments_pkey" PRIMARY KEY ("id")
                )""");
    }

    @Test
    void everyNameIsQuoted() {
        Ddl ddl = new Ddl(SHOP);
        assertThat(sql(ddl.enumTypes(), "order state"))
                .contains("\"Shop data\".\"order state\" AS ENUM ('new', 'paid', 'sent out', 'customer''s')");
        assertThat(sql(ddl.tables(), "select")).contains("\"from\" text", "\"quote\"\"d\" text");
        assertThat(sql(ddl.tables(), "orders")).contains("\"state\" \"Shop data\".\"order state\" NOT NULL");
    }

    @Test
    void indexesAreBuiltConcurrentlyTierByTier() {
        Ddl ddl = new Ddl(NEXTCRM);
        assertThat(ddl.secondaryIndexes())
                .hasSize(134)
                .allMatch(each -> each.sql().startsWith("CREATE INDEX CONCURRENTLY"));
        assertThat(sql(ddl.secondaryIndexes(3), "Tasks_title_content_fts_idx"))
                .isEqualTo("CREATE INDEX CONCURRENTLY IF NOT EXISTS \"Tasks_title_content_fts_idx\" ON"
                        + " \"public\".\"Tasks\" USING gin ((to_tsvector('english', coalesce(\"title\", '') || ' ' ||"
                        + " coalesce(\"content\", ''))))");
        assertThat(sql(ddl.secondaryIndexes(3), "Users_userStatus_active_idx"))
                .endsWith("WHERE \"userStatus\" = 'ACTIVE'");
        assertThat(sql(ddl.secondaryIndexes(2), "Tasks_user_taskStatus_idx")).endsWith("(\"user\", \"taskStatus\")");
        assertThat(ddl.uniqueIndexes())
                .extracting(Statement::sql)
                .containsExactly("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"Users_email_key\" ON"
                        + " \"public\".\"Users\" (\"email\")");
    }

    @Test
    void foreignKeysAreAddedWithoutALookAtTheRowsAndLookedAtThen() {
        List<String> statements = new Ddl(NEXTCRM)
                .foreignKeys().stream()
                        .filter(each -> each.object().equals("Sections_board_fkey"))
                        .map(Statement::sql)
                        .toList();
        assertThat(new Ddl(NEXTCRM).foreignKeys()).hasSize(104);
        assertThat(statements).hasSize(2);
        assertThat(statements.get(0))
                .contains("REFERENCES \"public\".\"Boards\" (\"id\") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID");
        assertThat(statements.get(1))
                .isEqualTo("ALTER TABLE \"public\".\"Sections\" VALIDATE CONSTRAINT \"Sections_board_fkey\"");
    }

    @Test
    void warnsOfWhatAPersonShouldKnow() {
        assertThat(warnings(NEXTCRM))
                .anyMatch(each -> each.startsWith("vector: this extension is optional"))
                .anyMatch(each -> each.startsWith("tasksComments.task: its ids go to the collection that has them"))
                .anyMatch(
                        each -> each.startsWith("tasksComments: one of [task, assigned_crm_account_task] has a value"))
                .anyMatch(each -> each.startsWith("Users_email_key: unique"))
                .noneMatch(each -> each.startsWith("Sections.board: a foreign key without an index"));
        assertThat(warnings(SHOP))
                .anyMatch(each -> each.startsWith("products: ids that are no ObjectIds"))
                .anyMatch(each -> each.startsWith("customers.email: the first of [contact.email, mail]"))
                .anyMatch(each -> each.startsWith("orders.about_customer: a foreign key without an index"))
                .anyMatch(each -> each.startsWith("kunden.legacyFlags: this field is dropped"));
    }

    @Test
    void warnsOfNamesThatDifferInCaseOnly() {
        Migration alike = MigrationFile.parse("alike.yaml", """
                migration: alike
                source: {database: alike}
                collections:
                  lead: {columns: {n: integer}}
                  Lead: {table: leads, columns: {n: integer}}
                  other: {table: Leads, columns: {n: integer}}
                """);
        assertThat(warnings(alike))
                .anyMatch(each -> each.startsWith("lead, Lead: these collections differ in case only"))
                .anyMatch(each -> each.startsWith("leads, Leads: these tables differ in case only"))
                .noneMatch(each -> each.startsWith("other"));
    }

    @Test
    void repeatableBlocksCannotBeEndedByTheirContent() {
        assertThat(Sql.unless("duplicate_object", "CREATE TYPE t AS ENUM ('$do$')"))
                .startsWith("DO $doo$ ")
                .endsWith(" $doo$");
    }

    private static List<String> warnings(Migration migration) {
        return new Ddl(migration).warnings().stream().map(Warning::toString).toList();
    }

    private static String sql(List<Statement> statements, String object) {
        return statements.stream()
                .filter(each -> each.object().equals(object))
                .findFirst()
                .orElseThrow()
                .sql();
    }

    private static Migration migration(String folder) {
        return MigrationFile.read(Path.of("../migrations", folder, "migration.yaml"));
    }
}
