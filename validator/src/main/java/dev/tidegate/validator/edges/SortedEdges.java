package dev.tidegate.validator.edges;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of edges in a fixed amount of memory: what does not fit goes to sorted files that are deleted at the
 * end. Adding is safe for several threads.
 */
final class SortedEdges implements AutoCloseable {
    private final int inMemory;
    private final List<Edge> buffer = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<DataInputStream> open = new ArrayList<>();

    SortedEdges(int inMemory) {
        this.inMemory = inMemory;
    }

    synchronized void add(Edge edge) {
        buffer.add(edge);
        if (buffer.size() == inMemory) {
            spill();
        }
    }

    private void spill() {
        Collections.sort(buffer);
        try {
            Path file = Files.createTempFile("tidegate-edges", ".run");
            files.add(file);
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
                for (Edge edge : buffer) {
                    out.writeLong(edge.leftHigh());
                    out.writeLong(edge.leftLow());
                    out.writeLong(edge.rightHigh());
                    out.writeLong(edge.rightLow());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write sorted edges to the temporary directory", e);
        }
        buffer.clear();
    }

    /** All edges in order, each once. Nothing may be added afterwards. */
    synchronized Cursor sorted() {
        var runs = new PriorityQueue<Run>();
        Collections.sort(buffer);
        runs.add(new Run(buffer));
        files.forEach(file -> runs.add(new Run(opened(file))));
        return new Cursor(runs);
    }

    private DataInputStream opened(Path file) {
        try {
            var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            open.add(in);
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException("could not read sorted edges again", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            for (DataInputStream in : open) {
                in.close();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not delete sorted edges from the temporary directory", e);
        }
    }

    /** Edges in order; null at the end. */
    static final class Cursor {
        private final PriorityQueue<Run> runs;
        private Edge last;

        private Cursor(PriorityQueue<Run> runs) {
            this.runs = runs;
        }

        Edge next() {
            Edge edge = poll();
            while (edge != null && edge.equals(last)) {
                edge = poll();
            }
            last = edge;
            return edge;
        }

        private Edge poll() {
            Run least = runs.poll();
            if (least == null || least.head == null) {
                return null;
            }
            Edge edge = least.head;
            least.advance();
            runs.add(least);
            return edge;
        }
    }

    /** One sorted run; runs at their end sort last. */
    private static final class Run implements Comparable<Run> {
        private final java.util.Iterator<Edge> memory;
        private final DataInputStream file;
        private Edge head;

        private Run(List<Edge> memory) {
            this.memory = memory.iterator();
            this.file = null;
            advance();
        }

        private Run(DataInputStream file) {
            this.memory = Collections.emptyIterator();
            this.file = file;
            advance();
        }

        private void advance() {
            head = file == null ? (memory.hasNext() ? memory.next() : null) : read();
        }

        private Edge read() {
            try {
                return file.available() < Edge.BYTES && atEnd()
                        ? null
                        : new Edge(file.readLong(), file.readLong(), file.readLong(), file.readLong());
            } catch (IOException e) {
                throw new UncheckedIOException("could not read sorted edges again", e);
            }
        }

        private boolean atEnd() throws IOException {
            file.mark(1);
            int first = file.read();
            file.reset();
            return first < 0;
        }

        @Override
        public int compareTo(Run other) {
            if (head == null || other.head == null) {
                return Boolean.compare(head == null, other.head == null);
            }
            return head.compareTo(other.head);
        }
    }
}
