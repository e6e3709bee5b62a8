package dev.tidegate.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.cli.infer.Truth;
import dev.tidegate.mapping.file.MigrationFile;
import dev.tidegate.workload.FirstLoad;
import dev.tidegate.workload.NextCrmGenerator;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** NextCRM's documents without any hint, against the migration file that people wrote for it. */
@Tag("mongodb")
class InitNextCrmIT {
    private static final Path BY_HAND = Path.of("..", "migrations", "nextcrm", "migration.yaml");

    /** Fields that the application has no more, with what their ids are, by its history of schemas. */
    private static final Set<String> REMOVED = Set.of(
            "crm_Accounts.created_by → Users",
            "crm_Leads.last_activity_by → Users",
            "Documents.account → crm_Accounts",
            "Tasks.account → crm_Accounts",
            "Tasks.opportunity → crm_Opportunities",
            "Tasks.contact → crm_Contacts",
            "Invoices.invoice_state → invoice_States",
            "Invoices.user → Users",
            "Invoices.account → crm_Accounts");

    /** No document that the generator makes has a value. */
    private static final Set<String> NEVER_WRITTEN = Set.of(
            "Boards.updatedBy → Users",
            "crm_Contracts.updatedBy → Users",
            "crm_Leads.updatedBy → Users",
            "crm_Opportunities.updatedBy → Users");

    /** An id that the application keeps as text and never declared; it is one all the same. */
    private static final String ID_AS_TEXT = "TodoList.user → Users";

    @TempDir
    static Path directory;

    @RegisterExtension
    static final Servers servers = new Servers();

    private static InferredApplication application;

    @BeforeAll
    static void infer() throws Exception {
        NextCrmGenerator generator = new NextCrmGenerator(7, 3_000);
        application = InferredApplication.of(
                servers, directory, "nextcrminit", database -> new FirstLoad(generator, database).run());
    }

    @Test
    void findsTheReferencesAndNoOthers() {
        Set<String> known = Truth.references(MigrationFile.read(BY_HAND));
        Set<String> inferred = Truth.references(application.migration());
        Set<String> wrong = new TreeSet<>(inferred);
        wrong.removeAll(known);
        wrong.removeAll(REMOVED);
        wrong.remove(ID_AS_TEXT);
        Set<String> missed = new TreeSet<>(known);
        missed.removeAll(inferred);
        assertThat(wrong).as("false references").isEmpty();
        assertThat(missed).as("missed references").isSubsetOf(NEVER_WRITTEN);
    }

    @Test
    void findsTheJunctions() {
        Set<Set<String>> inferred = Truth.junctions(application.migration());
        assertThat(inferred).containsAll(Truth.junctions(MigrationFile.read(BY_HAND)));
        assertThat(inferred)
                .hasSize(12)
                .contains(
                        Set.of("Boards.sharedWith", "Users"),
                        Set.of("crm_Accounts.connected_contacts", "crm_Contacts"));
    }

    @Test
    void runsAsItWasWrittenWithoutADifference() throws Exception {
        Commands commands = application.commands();
        commands.succeeds("plan");
        commands.runUntilDrained(directory.resolve("state"));
        commands.requireValid();
        assertThat(commands.run("errors", "list").output())
                .contains("Boards: 1 wrong-type", "Documents: 1 wrong-type", "Invoices: 1 not-exact");
    }
}
