package dev.tidegate.validator.sort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * Sorts any number of facts in a fixed amount of memory: what does not fit goes to sorted files in the temporary
 * directory, which are merged when they become many. Confined to one thread.
 */
public final class SortedFacts implements AutoCloseable {
    private static final int IN_MEMORY = 200_000;
    private static final int FILES_MERGED = 64;

    private final int inMemory;
    private final int filesMerged;
    private final List<Fact> buffer = new ArrayList<>();
    /** By level: a file of the next level is a whole level merged. */
    private final List<List<RunFile>> levels = new ArrayList<>();

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
        Collections.sort(buffer);
        List<Iterator<Fact>> runs = new ArrayList<>(List.of(buffer.iterator()));
        levels.forEach(level -> level.forEach(file -> runs.add(file.facts())));
        return new MergedFacts(runs);
    }

    private void write(int level, Iterator<Fact> run) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        levels.get(level).add(RunFile.write(run));
        if (levels.get(level).size() == filesMerged) {
            mergeUp(level);
        }
    }

    private void mergeUp(int level) {
        List<RunFile> files = levels.get(level);
        write(level + 1, new MergedFacts(files.stream().map(RunFile::facts).toList()));
        files.forEach(RunFile::close);
        files.clear();
    }

    @Override
    public void close() {
        levels.forEach(level -> level.forEach(RunFile::close));
        levels.clear();
        buffer.clear();
    }
}
