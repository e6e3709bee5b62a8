package dev.tidegate.validator.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;

/** Facts in a file, read in the order in which they were written. */
final class RunFile implements Iterator<Fact>, AutoCloseable {
    private static final int BUFFER = 1 << 15;

    private final DataInputStream in;
    private long left;

    private RunFile(DataInputStream in, long left) {
        this.in = in;
        this.left = left;
    }

    static void write(Path file, Iterator<Fact> facts) {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            while (facts.hasNext()) {
                Fact fact = facts.next();
                out.writeInt(fact.group());
                write(out, fact.subject());
                write(out, fact.object());
                out.writeInt(fact.tag());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "could not write to the temporary directory (java.io.tmpdir): is there space?", e);
        }
    }

    static RunFile read(Path file) {
        try {
            long facts = Files.size(file) / Fact.BYTES;
            return new RunFile(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)), facts);
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + file + " again", e);
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Fact next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        left--;
        try {
            int group = in.readInt();
            UUID subject = new UUID(in.readLong(), in.readLong());
            UUID object = new UUID(in.readLong(), in.readLong());
            return new Fact(group, subject, object, in.readInt());
        } catch (IOException e) {
            throw new UncheckedIOException("could not read from the temporary directory again", e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close a file in the temporary directory", e);
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }
}
