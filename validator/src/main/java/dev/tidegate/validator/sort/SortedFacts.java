package dev.tidegate.validator.sort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts any number of facts in a fixed amount of memory: what does not fit goes to sorted files in the temporary
 * directory, which are merged when they become many and deleted at the end. Confined to one thread.
 */
public final class SortedFacts implements AutoCloseable {
    private static final int IN_MEMORY = 200_000;
    private static final int FILES_MERGED = 64;

    private final int inMemory;
    private final int filesMerged;
    private final List<Fact> buffer = new ArrayList<>();
    /** By level: a file of the next level is a whole level merged. */
    private final List<List<Path>> levels = new ArrayList<>();

    private final List<RunFile> open = new ArrayList<>();

    public SortedFacts() {
        this(IN_MEMORY);
    }

    /** @param inMemory facts at a time; the fewer, the more files */
    public SortedFacts(int inMemory) {
        this(inMemory, FILES_MERGED);
    }

    SortedFacts(int inMemory, int filesMerged) {
        this.inMemory = inMemory;
        this.filesMerged = filesMerged;
    }

    public void add(Fact fact) {
        buffer.add(fact);
        if (buffer.size() == inMemory) {
            Collections.sort(buffer);
            write(0, buffer.iterator());
            buffer.clear();
        }
    }

    /** All facts in order, equal ones once, after the last was added. Asking again ends what was given before. */
    public Iterator<Fact> sorted() {
        closeOpen();
        Collections.sort(buffer);
        List<Iterator<Fact>> runs = new ArrayList<>(List.of(buffer.iterator()));
        levels.forEach(level -> level.forEach(file -> runs.add(opened(file))));
        return new MergedFacts(runs);
    }

    private void write(int level, Iterator<Fact> run) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        Path file = create();
        levels.get(level).add(file);
        RunFile.write(file, run);
        if (levels.get(level).size() == filesMerged) {
            mergeUp(level);
        }
    }

    private void mergeUp(int level) {
        List<Path> files = List.copyOf(levels.get(level));
        List<Iterator<Fact>> runs = new ArrayList<>();
        files.forEach(file -> runs.add(opened(file)));
        write(level + 1, new MergedFacts(runs));
        closeOpen();
        files.forEach(SortedFacts::delete);
        levels.get(level).clear();
    }

    private RunFile opened(Path file) {
        RunFile run = RunFile.read(file);
        open.add(run);
        return run;
    }

    private void closeOpen() {
        open.forEach(RunFile::close);
        open.clear();
    }

    @Override
    public void close() {
        closeOpen();
        levels.forEach(level -> level.forEach(SortedFacts::delete));
        levels.clear();
        buffer.clear();
    }

    private static Path create() {
        try {
            Path file = Files.createTempFile("tidegate-sort", ".run");
            // For a process that is ended with Ctrl-C.
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("could not make a file in the temporary directory (java.io.tmpdir)", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete " + file, e);
        }
    }
}
