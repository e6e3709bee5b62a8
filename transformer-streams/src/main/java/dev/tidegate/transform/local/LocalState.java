package dev.tidegate.transform.local;

import dev.tidegate.events.topic.TopicSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which Kafka Streams keeps the stores of one application: a cache of its changelog topics, with a note of
 * its {@link StateOrigin} inside.
 *
 * <p>The folder never stands under its name without its note: it comes there by a rename with the note in it, and is
 * renamed as a whole when it does not belong here. A process that dies between any two steps leaves either. Locked
 * against other processes, and other instances in this one, until closed.
 */
public final class LocalState implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String NOTE = "tidegate-origin.json";
    private static final String LAST_USED = "tidegate-last-used";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final FileChannel lock;
    private final Clock clock;

    private LocalState(Path folder, FileChannel lock, Clock clock) {
        this.folder = folder;
        this.lock = lock;
        this.clock = clock;
    }

    /** Where the state of a migration is kept when nobody says: each Kafka cluster and migration has a folder of its own. */
    public static Path defaultDirectory(String migration, String cluster) {
        return Path.of(
                System.getProperty("user.home"),
                ".tidegate",
                "state",
                cluster.replaceAll("[^A-Za-z0-9_-]", "_"),
                migration);
    }

    /**
     * Takes the folder of the application in {@code directory}, which need not be there yet.
     *
     * @throws IllegalStateException when another instance works with it
     */
    public static LocalState lock(Path directory, String application, Clock clock) {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve(application + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new IllegalStateException(
                        "could not begin with the state directory " + directory + ": is the stage running with it"
                                + " already? Each instance needs one of its own (TIDEGATE_STATE_DIR)");
            }
            return new LocalState(directory.resolve(application), channel, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the state directory " + directory, e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Makes the folder one of this origin. What is there of any other is set aside, said in one line; Kafka Streams then
     * restores the stores from Kafka.
     */
    public void use(StateOrigin origin) {
        try {
            if (Files.exists(folder)) {
                Optional<StateOrigin> noted = noted();
                Optional<String> difference = noted.isPresent()
                        ? noted.get().difference(origin).or(this::age)
                        : Optional.of("it does not say which Kafka it is of");
                if (difference.isPresent()) {
                    setAside(difference.get());
                } else if (!noted.get().equals(origin)) {
                    write(folder, origin);
                }
            }
            if (!Files.exists(folder)) {
                create(origin);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the state directory " + folder, e);
        }
    }

    /** Empty where there is no folder, or no note in it that can be read. */
    public Optional<StateOrigin> noted() {
        try {
            Path note = folder.resolve(NOTE);
            return Files.exists(note)
                    ? StateOrigin.read(Files.readString(note, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the note in the state directory " + folder, e);
        }
    }

    /** The stores are up to date as of now: what is deleted from now on is still to be read at the next start. */
    public void used() {
        try {
            replace(folder, LAST_USED, clock.instant().toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the state directory " + folder, e);
        }
    }

    /** Whether the stage has worked with this folder within the time for which Kafka keeps deletes. */
    public boolean wasUsedLately() {
        return lastUsed().map(last -> !isTooOld(last)).orElse(false);
    }

    private Optional<String> age() {
        return lastUsed()
                .filter(this::isTooOld)
                .map(last -> "it was last used at " + last + ", and its changelog topics keep deletes for "
                        + TopicSettings.LONGEST_PAUSE.toDays() + " days");
    }

    private boolean isTooOld(Instant last) {
        return last.isBefore(clock.instant().minus(TopicSettings.LONGEST_PAUSE));
    }

    /** Empty where there is no folder, or one of an older build. */
    private Optional<Instant> lastUsed() {
        Path note = folder.resolve(LAST_USED);
        try {
            return Files.exists(note)
                    ? Optional.of(Instant.parse(Files.readString(note).strip()))
                    : Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            throw new IllegalStateException(
                    "cannot read " + note + ": delete the folder, its content is restored from Kafka", e);
        }
    }

    private void setAside(String reason) throws IOException {
        Path aside = folder.resolveSibling(folder.getFileName() + ".set-aside-" + TIME.format(clock.instant()));
        Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        force(folder.getParent());
        LOG.warn(
                "stage=transform the local state in {} is not used: {}. It is set aside as {} (it can be deleted), and"
                        + " restored from Kafka",
                folder,
                reason,
                aside.getFileName());
    }

    private void create(StateOrigin origin) throws IOException {
        Path made = folder.resolveSibling(folder.getFileName() + ".new");
        Files.createDirectories(made);
        write(made, origin);
        Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
        force(folder.getParent());
    }

    private static void write(Path into, StateOrigin origin) throws IOException {
        replace(into, NOTE, origin.json());
    }

    private static void replace(Path into, String file, String text) throws IOException {
        Path written = into.resolve(file + ".new");
        Files.writeString(written, text + "\n", StandardCharsets.UTF_8);
        force(written);
        Files.move(written, into.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        force(into);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up the state directory " + folder, e);
        }
    }
}
