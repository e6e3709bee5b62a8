package dev.tidegate.operate.verify;

import dev.tidegate.validator.pass.Checkpoint;
import dev.tidegate.validator.target.UnreadableTargetException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The progress of a pass over one collection, as a row in PostgreSQL. For one thread. */
final class PassProgressRow implements Checkpoint {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Connection connection;
    private final String collection;
    private long lastNanos = System.nanoTime();

    /** @param connection with auto-commit on */
    PassProgressRow(Connection connection, String collection) {
        this.connection = connection;
        this.collection = collection;
    }

    @Override
    public boolean isDue() {
        return System.nanoTime() - lastNanos > EVERY.toNanos();
    }

    @Override
    public void write(String json) {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO tidegate.verification_pass"
                        + " (collection, progress) VALUES (?, ?) ON CONFLICT (collection) DO UPDATE SET progress = excluded.progress")) {
            statement.setString(1, collection);
            statement.setString(2, json);
            statement.executeUpdate();
            lastNanos = System.nanoTime();
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not note how far the pass over " + collection + " is", e);
        }
    }

    @Override
    public Optional<String> read() {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT progress FROM tidegate.verification_pass WHERE collection = ?")) {
            statement.setString(1, collection);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not read how far the pass over " + collection + " is", e);
        }
    }

    void forget() {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM tidegate.verification_pass WHERE collection = ?")) {
            statement.setString(1, collection);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new UnreadableTargetException("could not begin the pass over " + collection, e);
        }
    }
}
