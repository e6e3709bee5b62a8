package dev.tidegate.sink.work;

import dev.tidegate.events.row.RowHeaders.Origin;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.connect.Verdict;
import dev.tidegate.sink.position.Positions;
import dev.tidegate.sink.progress.ProgressMeter;
import dev.tidegate.sink.refused.Bisection;
import dev.tidegate.sink.refused.DeadLetters;
import dev.tidegate.sink.refused.RefusalLimit;
import dev.tidegate.sink.refused.RefusedRow;
import dev.tidegate.sink.refused.RefusedRows;
import dev.tidegate.sink.write.TableBatch;
import dev.tidegate.sink.write.TableWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes a batch, its positions and its dead letters in one transaction. Belongs to one worker. */
final class BatchWriter {
    private final Connections connections;
    private final Map<String, TableWriter> writers = new HashMap<>();
    private final RefusedRows refusedRows;
    private final DeadLetters deadLetters;
    private final RefusalLimit limit = new RefusalLimit();
    private final ProgressMeter meter;

    BatchWriter(Connections connections, Migration migration, ProgressMeter meter) {
        this.connections = connections;
        this.refusedRows = new RefusedRows(migration);
        this.deadLetters = new DeadLetters(migration);
        this.meter = meter;
        Topics topics = new Topics(migration.name());
        for (Table table : migration.tablesWithTopic()) {
            writers.put(topics.table(table), new TableWriter(table));
        }
    }

    /** @param withRefusals partitions that may have rows in tidegate.refused_row; kept up to date here */
    void write(Batch batch, Set<TopicPartition> withRefusals) throws SQLException {
        try {
            write(batch, withRefusals, false);
        } catch (SQLException e) {
            Verdict verdict = Verdict.of(e);
            if (verdict != Verdict.DATA && verdict != Verdict.TOO_BIG) {
                throw e;
            }
            write(batch, withRefusals, true);
        }
    }

    private void write(Batch batch, Set<TopicPartition> withRefusals, boolean bisecting) throws SQLException {
        List<RefusedRow> refused = new ArrayList<>();
        Set<Origin> refusedInARow;
        try (Connection connection = connections.transaction()) {
            Positions.step(connection, batch.steps());
            if (bisecting) {
                checkConstraintsAtOnce(connection);
            }
            Set<Origin> documents = new LinkedHashSet<>();
            for (Map.Entry<String, TableBatch> each : batch.rows().entrySet()) {
                TableWriter writer = writers.get(each.getKey());
                List<RefusedRow> ofTable = write(connection, writer, each.getValue(), bisecting);
                refused.addAll(ofTable);
                documents.addAll(refusedRows.refuse(connection, ofTable));
                documents.addAll(clear(connection, each, ofTable, withRefusals));
            }
            refusedInARow = limit.check(batch.rows().values(), refused);
            settleDeadLetters(connection, batch, documents);
            connection.commit();
        }
        limit.committed(refusedInARow);
        refused.forEach(row -> withRefusals.add(partition(row.record())));
        count(batch, refused.size());
    }

    /** A deferred constraint would refuse the commit, which names no row. */
    private static void checkConstraintsAtOnce(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
    }

    private static List<RefusedRow> write(Connection connection, TableWriter writer, TableBatch rows, boolean bisecting)
            throws SQLException {
        if (bisecting) {
            return new Bisection(connection, writer, rows).write();
        }
        try {
            writer.write(connection, rows.latest());
        } catch (SQLException e) {
            throw Verdict.of(e) == Verdict.STOP ? naming(writer.table(), e) : e;
        }
        return List.of();
    }

    /** PostgreSQL does not always say which table it speaks of, and knows the stage where a person knows the table. */
    private static SQLException naming(Table table, SQLException error) {
        return new SQLException("table '" + table.name() + "': " + error.getMessage(), error.getSQLState(), error);
    }

    private Set<Origin> clear(
            Connection connection,
            Map.Entry<String, TableBatch> rows,
            List<RefusedRow> refused,
            Set<TopicPartition> withRefusals)
            throws SQLException {
        Set<ConsumerRecord<byte[], byte[]>> notTaken = new HashSet<>();
        refused.forEach(row -> notTaken.add(row.record()));
        List<byte[]> taken = rows.getValue().latest().stream()
                .filter(record -> withRefusals.contains(partition(record)) && !notTaken.contains(record))
                .map(ConsumerRecord::key)
                .toList();
        return taken.isEmpty() ? Set.of() : refusedRows.clear(connection, rows.getKey(), taken);
    }

    private void settleDeadLetters(Connection connection, Batch batch, Set<Origin> documents) throws SQLException {
        if (documents.isEmpty() && batch.deadLetters().isEmpty()) {
            return;
        }
        DeadLetters.lock(connection);
        if (batch.deadLetters().isPresent()) {
            TableWriter letters = writers.get(batch.deadLetterTopic());
            for (ConsumerRecord<byte[], byte[]> letter :
                    batch.deadLetters().get().latest()) {
                List<Object> key = letters.key(letter);
                documents.add(new Origin((String) key.get(0), (String) key.get(1)));
            }
            letters.write(connection, batch.deadLetters().get().latest());
        }
        deadLetters.settle(connection, documents);
    }

    private void count(Batch batch, int refused) {
        long now = System.currentTimeMillis();
        batch.byTopic().forEach((topic, rows) -> {
            long deleted = rows.latest().stream()
                    .filter(record -> record.value() == null)
                    .count();
            meter.committed(writers.get(topic).table().name(), rows.latest().size() - deleted, deleted);
            rows.latest().forEach(record -> meter.latency(now - record.timestamp()));
        });
        meter.refused(refused);
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
