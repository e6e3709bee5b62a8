package dev.tidegate.cli.demo;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A migration file that is part of the program. */
record DeclaredMigration(Migration migration, String text) {
    /** @param folder below {@code migrations} */
    static DeclaredMigration read(String folder) {
        String path = "migrations/" + folder + "/migration.yaml";
        try (InputStream file = DeclaredMigration.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is missing from the program: build it again");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new DeclaredMigration(MigrationFile.parse(path, text), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
