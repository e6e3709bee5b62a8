package dev.tidegate.cli.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The transformer with one line of its source changed: that class is compiled from the changed text, and the rest of the
 * module loaded beside it. So the transformer needs no seam for faults, and what is tested is its own code.
 */
final class FaultyTransformer {
    private static final String PACKAGE = "dev.tidegate.transform.";
    private static final Path SOURCES =
            Path.of("..", "transformer-streams", "src", "main", "java", "dev", "tidegate", "transform");

    private FaultyTransformer() {}

    /** @param directory empty, for the changed class */
    static Derivations with(Fault fault, Path directory) {
        compile(changed(fault, directory), directory);
        try {
            return (Derivations) new Loader(directory)
                    .loadClass(TransformerDerivations.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load the faulty transformer", e);
        }
    }

    private static Path changed(Fault fault, Path directory) {
        try {
            Path source = SOURCES.resolve(fault.file());
            String text = Files.readString(source);
            assertThat(text.split(java.util.regex.Pattern.quote(fault.line()), -1))
                    .as("places of '%s' in %s", fault.line(), fault.file())
                    .hasSize(2);
            return Files.writeString(
                    directory.resolve(source.getFileName()), text.replace(fault.line(), fault.instead()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path source, Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-cp", System.getProperty("java.class.path"), "-d", directory.toString(), "-proc:none");
            assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source))
                            .call())
                    .as("%s compiles with the fault in it", source)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changed classes first, then the module's own bytes; all else is this test's. */
    private static final class Loader extends ClassLoader {
        private final Path changed;

        Loader(Path changed) {
            super(FaultyTransformer.class.getClassLoader());
            this.changed = changed;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean isTransformers =
                    name.startsWith(PACKAGE) || name.startsWith(TransformerDerivations.class.getName());
            if (!isTransformers) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            Path own = changed.resolve(file);
            try (InputStream bytes =
                    Files.exists(own) ? Files.newInputStream(own) : getParent().getResourceAsStream(file)) {
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
