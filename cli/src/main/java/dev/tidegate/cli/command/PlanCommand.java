package dev.tidegate.cli.command;

import dev.tidegate.mapping.ddl.Ddl;
import dev.tidegate.mapping.ddl.Statement;
import dev.tidegate.mapping.declaration.Migration;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what a migration would create, and what a person should know before. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Prints the DDL of a migration and its warnings. Needs no server and changes nothing.",
        exitCodeListHeading = ExitCode.LIST_HEADING,
        exitCodeList = {"0:printed", ExitCode.LISTED_USAGE, ExitCode.LISTED_COULD_NOT_RUN},
        footerHeading = "%nExamples:%n",
        footer = {
            "  tidegate plan -f migrations/nextcrm/migration.yaml",
            "  tidegate plan -f migration.yaml > schema.sql      the warnings go to the terminal"
        })
public final class PlanCommand implements Callable<Integer> {
    @Mixin
    private MigrationOption migrationOption;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Migration migration = migrationOption.read();
        Ddl ddl = new Ddl(migration);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("-- Migration %s, sha256 %s%n", migration.name(), migration.hash());
        section(out, "At the start, before the first row", ddl.atStart());
        section(out, "When the snapshot is in, concurrently with the live changes", ddl.secondaryIndexes());
        section(out, "At cutover, when constraints are sealed: unique indexes", ddl.uniqueIndexes());
        section(out, "At cutover: foreign keys", ddl.foreignKeys());
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        ddl.warnings().forEach(warning -> err.println("warning: " + warning));
        return ExitCode.DONE;
    }

    private static void section(PrintWriter out, String title, List<Statement> statements) {
        out.printf("%n-- %s (%d statements)%n%n", title, statements.size());
        for (Statement statement : statements) {
            out.println(statement.sql().stripTrailing()
                    + (statement.sql().stripTrailing().endsWith(";") ? "" : ";"));
        }
    }
}
