package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The append-only file that holds everything: frames of length, checksum, number of changes, and one BSON document.
 * One frame is one command's changes, all or nothing. A frame is handed to the operating system before its changes are
 * seen by anybody, so a killed process loses nothing; {@link #force} makes it survive a loss of power.
 */
final class Journal implements AutoCloseable {
    /** Length, checksum and number of changes, four bytes each, before a frame's document. */
    static final int HEAD = 12;

    private static final String FILE = "journal.bson";
    private static final String LOCK = "journal.lock";

    private final Path path;
    private final FileChannel lock;
    private FileChannel file;

    private Journal(Path path, FileChannel lock, FileChannel file) {
        this.path = path;
        this.lock = lock;
        this.file = file;
    }

    /** Opens the journal of a directory, which is made if needed; refuses one that is open already. */
    static Journal open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            take(lock, directory);
            return new Journal(directory.resolve(FILE), lock, openFile(directory.resolve(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static FileChannel openFile(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void take(FileChannel lock, Path directory) throws IOException {
        try {
            if (lock.tryLock() == null) {
                throw new IOException("another process uses it; stop that, or name another directory");
            }
        } catch (OverlappingFileLockException | IOException e) {
            lock.close();
            throw new IOException("it is in use; stop the other server, or name another directory", e);
        }
    }

    Path path() {
        return path;
    }

    FileChannel file() {
        return file;
    }

    /** Says where each entry can be read again. */
    List<JournalPlace> append(List<OplogEntry> entries, Origin origin) {
        long position = position();
        BsonWriter written = write(file, JournalFrame.toDocument(entries, origin), entries.size());
        return placesOf(entries, written.array(), HEAD, position + HEAD);
    }

    /** Where the entries of a frame lie, from its bytes and its own place in the file. */
    List<JournalPlace> placesOf(List<OplogEntry> entries, byte[] bytes, int start, long position) {
        List<JournalPlace> places = new ArrayList<>(entries.size());
        for (JournalFrame.Part part : JournalFrame.parts(bytes, start)) {
            OplogEntry entry = entries.get(places.size());
            places.add(new JournalPlace(
                    this,
                    position + part.offset(),
                    part.length(),
                    entry.indexInTransaction(),
                    entry.wallTime(),
                    entry.transaction()));
        }
        return places;
    }

    private long position() {
        try {
            return file.position();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    /** The document of one change. */
    Document read(long position, int length) {
        try {
            return new JournalReader(file).document(position, length);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal " + path, e);
        }
    }

    static BsonWriter write(FileChannel file, Document frame, int changes) {
        BsonWriter writer = new BsonWriter(4096);
        writer.int32(0);
        writer.int32(0);
        writer.int32(changes);
        writer.document(frame);
        int length = writer.length() - HEAD;
        writer.int32At(0, length);
        writer.int32At(4, checksum(writer.array(), HEAD, length));
        write(file, ByteBuffer.wrap(writer.array(), 0, writer.length()));
        return writer;
    }

    static void write(FileChannel file, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the journal", e);
        }
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    void force() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force the journal to the disk", e);
        }
    }

    /** Goes on with another file of the same directory, put in this one's place. */
    void replaceWith(Path other) throws IOException {
        Files.move(other, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        file.close();
        file = openFile(path);
        file.position(file.size());
    }

    @Override
    public void close() {
        try {
            if (file.isOpen()) {
                file.force(true);
                file.close();
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the journal", e);
        }
    }
}
