package dev.tidegate.mapping.file;

import dev.tidegate.mapping.declaration.Migration;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads migration files; their format is described in {@code docs/migration-file.md}.
 *
 * <p>A file is checked as a whole: {@link InvalidMigrationException} has every problem, each with its line. Nothing is
 * read but the file and, inside addresses only, the environment.
 */
public final class MigrationFile {
    private MigrationFile() {}

    /** @throws UncheckedIOException when the file cannot be read */
    public static Migration read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new InvalidMigrationException(file.toString(), List.of(new Problem(1, 1, "the file is no UTF-8")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migration file " + file, e);
        }
    }

    /** @param fileName stands in messages only */
    public static Migration parse(String fileName, String yaml) {
        return parse(fileName, yaml, System.getenv());
    }

    static Migration parse(String fileName, String yaml, Map<String, String> environment) {
        Problems problems = new Problems();
        Node root = compose(fileName, yaml);
        CanonicalContent content = CanonicalContent.of(root, problems);
        problems.throwIfAny(fileName);
        Migration migration = new RootReader(problems, environment).read(root, content.sha256());
        problems.throwIfAny(fileName);
        return migration;
    }

    private static Node compose(String fileName, String yaml) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root == null) {
                throw new InvalidMigrationException(fileName, List.of(new Problem(1, 1, "the file is empty")));
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw new InvalidMigrationException(fileName, List.of(noYaml(e)));
        } catch (YAMLException e) {
            throw new InvalidMigrationException(fileName, List.of(new Problem(1, 1, "no YAML: " + e.getMessage())));
        }
    }

    private static Problem noYaml(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return mark == null
                ? new Problem(1, 1, "no YAML: " + context + e.getProblem())
                : new Problem(mark.getLine() + 1, mark.getColumn() + 1, "no YAML: " + context + e.getProblem());
    }
}
