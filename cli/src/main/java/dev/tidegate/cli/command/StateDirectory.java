package dev.tidegate.cli.command;

import dev.tidegate.mapping.declaration.Migration;
import java.nio.file.Path;

/** Where the transformer keeps its local state when nobody says: it can restore all of it from Kafka. */
final class StateDirectory {
    private StateDirectory() {}

    static Path choose(Path asked, Migration migration) {
        return asked != null && !asked.toString().isBlank()
                ? asked
                : Path.of(System.getProperty("java.io.tmpdir"), "tidegate-state", migration.name());
    }
}
