package dev.tidegate.validator.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;

/** Facts in a file of the temporary directory that has no name any more: it goes with the process, however that ends. */
final class RunFile implements AutoCloseable {
    private static final int BUFFER = 1 << 15;

    private final FileChannel channel;

    private RunFile(FileChannel channel) {
        this.channel = channel;
    }

    static RunFile write(Iterator<Fact> facts) {
        var file = new RunFile(withoutName());
        try {
            var out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file.channel), BUFFER));
            while (facts.hasNext()) {
                Fact fact = facts.next();
                out.writeInt(fact.group());
                write(out, fact.subject());
                write(out, fact.object());
                out.writeInt(fact.tag());
            }
            out.flush();
            return file;
        } catch (IOException e) {
            file.close();
            throw new UncheckedIOException(
                    "could not write to the temporary directory (java.io.tmpdir): is there space?", e);
        }
    }

    private static FileChannel withoutName() {
        try {
            Path file = Files.createTempFile("tidegate-sort", ".run");
            try {
                return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not make a file in the temporary directory (java.io.tmpdir)", e);
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    /** In the order in which they were written. Ends what was given before. */
    Iterator<Fact> facts() {
        try {
            channel.position(0);
            return new Facts(channel.size() / Fact.BYTES);
        } catch (IOException e) {
            throw notRead(e);
        }
    }

    private static UncheckedIOException notRead(IOException cause) {
        return new UncheckedIOException("could not read from the temporary directory again", cause);
    }

    private final class Facts implements Iterator<Fact> {
        private final DataInputStream in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER));
        private long left;

        private Facts(long left) {
            this.left = left;
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
                throw notRead(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close a file in the temporary directory", e);
        }
    }
}
