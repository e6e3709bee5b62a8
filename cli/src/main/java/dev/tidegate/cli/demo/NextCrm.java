package dev.tidegate.cli.demo;

import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.file.MigrationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** NextCRM's migration file, which is part of the program. */
record NextCrm(Migration migration, String text) {
    private static final String FILE = "migrations/nextcrm/migration.yaml";

    static NextCrm read() {
        try (InputStream file = NextCrm.class.getClassLoader().getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the program: build it again");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new NextCrm(MigrationFile.parse(FILE, text), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
