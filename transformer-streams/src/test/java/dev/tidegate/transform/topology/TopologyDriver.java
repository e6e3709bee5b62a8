package dev.tidegate.transform.topology;

import dev.tidegate.events.raw.ChangePosition;
import dev.tidegate.events.raw.RawChange;
import dev.tidegate.events.raw.RawChangeSerde;
import dev.tidegate.events.raw.RawHeaders;
import dev.tidegate.events.reread.OrphanRow;
import dev.tidegate.events.reread.RereadHeader;
import dev.tidegate.events.row.RowHeaders;
import dev.tidegate.events.row.RowKey;
import dev.tidegate.events.row.TableRow;
import dev.tidegate.events.row.TableSerdes;
import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Table;
import dev.tidegate.mapping.id.DocumentId;
import dev.tidegate.transform.progress.TransformCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** The topology without a broker: documents in, rows out. */
public final class TopologyDriver implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final Path stateDirectory = makeStateDirectory();
    private final Migration migration;
    private final Topics topics;
    private final TransformCounters counters = new TransformCounters();
    private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final Map<Table, TestOutputTopic<RowKey, TableRow>> outputs = new HashMap<>();
    private long clock = 1_000;

    /** A record of a table topic; no row: a tombstone. */
    public record Change(Table table, RowKey key, TableRow row, RowHeaders.Origin origin, long timestamp) {}

    public TopologyDriver(Migration migration) {
        this.migration = migration;
        this.topics = new Topics(migration.name());
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.transformApplicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        this.driver = new TopologyTestDriver(
                TransformTopology.build(
                        migration, counters, org.apache.kafka.streams.state.Stores::inMemoryKeyValueStore),
                settings);
    }

    public void put(String collection, BsonDocument document) {
        RawBsonDocument raw = new RawBsonDocument(document, new BsonDocumentCodec());
        byte[] value =
                new RawChangeSerde().serializer().serialize("raw", new RawChange(RawChange.Operation.INSERT, raw));
        pipe(collection, document.get("_id"), value);
    }

    public void delete(String collection, BsonValue id) {
        pipe(collection, id, null);
    }

    /** @param document null where there is none any more */
    void reread(String collection, BsonValue id, BsonDocument document, OrphanRow... orphans) {
        byte[] value = null;
        if (document != null) {
            RawBsonDocument raw = new RawBsonDocument(document, new BsonDocumentCodec());
            value = new RawChangeSerde().serializer().serialize("raw", new RawChange(RawChange.Operation.REREAD, raw));
        }
        RecordHeaders headers = new RecordHeaders();
        RereadHeader.write(headers, List.of(orphans));
        pipe(collection, id, value, headers);
    }

    public void pipe(String collection, BsonValue id, byte[] value) {
        pipe(collection, id, value, new RecordHeaders());
    }

    private void pipe(String collection, BsonValue id, byte[] value, RecordHeaders headers) {
        DocumentId documentId = DocumentId.of(id);
        RawHeaders.write(
                headers, new ChangePosition("t" + clock, SourcePosition.withoutTime(clock)), documentId.display());
        input(collection).pipeInput(new TestRecord<>(documentId.canonical(), value, headers, clock++));
    }

    /** What has been sent since the last call, table by table. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (Table table : migration.tablesWithTopic()) {
            for (TestRecord<RowKey, TableRow> record : output(table).readRecordsToList()) {
                changes.add(new Change(
                        table,
                        record.key(),
                        record.value(),
                        RowHeaders.origin(record.headers()).orElseThrow(),
                        record.timestamp()));
            }
        }
        return changes;
    }

    public TransformCounters counters() {
        return counters;
    }

    public long storeEntries(String store) {
        long entries = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> left = Files.walk(stateDirectory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestInputTopic<String, byte[]> input(String collection) {
        return inputs.computeIfAbsent(
                collection,
                name -> driver.createInputTopic(
                        topics.raw(name),
                        new StringSerializer(),
                        Serdes.ByteArray().serializer()));
    }

    private TestOutputTopic<RowKey, TableRow> output(Table table) {
        return outputs.computeIfAbsent(table, this::createOutput);
    }

    private TestOutputTopic<RowKey, TableRow> createOutput(Table table) {
        TableSerdes serdes = new TableSerdes(table);
        return driver.createOutputTopic(
                topics.table(table), serdes.key().deserializer(), serdes.row().deserializer());
    }

    private static Path makeStateDirectory() {
        try {
            return Files.createTempDirectory("topology");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
