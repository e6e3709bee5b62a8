package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.TransformTopics;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.progress.TransformCounters;
import dev.tidegate.transform.topology.Emission.Answer;
import dev.tidegate.transform.topology.Emission.EdgeClaim;
import dev.tidegate.transform.topology.Emission.Request;
import dev.tidegate.transform.topology.Emission.RowChange;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * From raw topics to table topics.
 *
 * <p>All raw topics are read by one processor with one store, so that a partition's task knows every document whose id is
 * of that partition, whatever its collection. Two detours lead over internal topics: claims to edges that both ends may
 * hold meet by edge; questions which collection has an id go to the id's partition, answers come back.
 */
public final class TransformTopology {
    private static final Serde<Emission> ROWS =
            Serdes.serdeFrom((topic, emission) -> emission.bytes(), (topic, bytes) -> {
                throw new UnsupportedOperationException("table topics are not read here");
            });

    private final StreamsBuilder builder = new StreamsBuilder();
    private final Function<String, KeyValueBytesStoreSupplier> stores;
    private final CollectionPlans plans;
    private final int partitions;
    private final boolean hasUnions;

    private TransformTopology(
            Migration migration, TransformCounters counters, Function<String, KeyValueBytesStoreSupplier> stores) {
        this.stores = stores;
        this.plans = new CollectionPlans(migration, counters);
        this.partitions = migration.kafka().partitions();
        this.hasUnions = migration.junctions().stream().anyMatch(Junction::isUnion);
    }

    public static Topology build(Migration migration) {
        return build(migration, new TransformCounters());
    }

    public static Topology build(Migration migration, TransformCounters counters) {
        return build(migration, counters, org.apache.kafka.streams.state.Stores::persistentKeyValueStore);
    }

    static Topology build(
            Migration migration, TransformCounters counters, Function<String, KeyValueBytesStoreSupplier> stores) {
        return new TransformTopology(migration, counters, stores).build();
    }

    private Topology build() {
        builder.addStateStore(Stores.builder(TransformTopics.DOCUMENTS, stores));
        KStream<byte[], Emission> fromDocuments =
                plans.ask() ? documentsThatAsk() : documents(TransformTopics.DOCUMENTS);
        sendRows(fromDocuments, "rows");
        if (hasUnions) {
            sendRows(edges(fromDocuments), "edge-rows");
        }
        return builder.build();
    }

    private KStream<byte[], Emission> documents(String... stores) {
        return builder.stream(
                        plans.rawTopics(),
                        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("raw"))
                .process(() -> new DocumentProcessor(plans), Named.as("documents"), stores);
    }

    private KStream<byte[], Emission> documentsThatAsk() {
        builder.addStateStore(Stores.builder(TransformTopics.WAITING_DOCUMENTS, stores));
        builder.addStateStore(Stores.builder(TransformTopics.REFERENCE_SUBSCRIBERS, stores));
        KStream<byte[], Emission> documents = documents(
                TransformTopics.DOCUMENTS, TransformTopics.WAITING_DOCUMENTS, TransformTopics.REFERENCE_SUBSCRIBERS);
        KStream<byte[], Emission> lookUps = through(
                        only(Request.class, documents, "requests"), TransformTopics.REFERENCE_REQUESTS)
                .process(
                        () -> new SubscriptionProcessor(plans),
                        Named.as("look-up"),
                        TransformTopics.DOCUMENTS,
                        TransformTopics.REFERENCE_SUBSCRIBERS);
        KStream<byte[], Emission> answers =
                only(Answer.class, documents, "announcements").merge(lookUps, Named.as("answers"));
        KStream<byte[], Emission> settled = through(answers, TransformTopics.REFERENCE_ANSWERS)
                .process(
                        () -> new AnswerProcessor(plans),
                        Named.as("settle"),
                        TransformTopics.DOCUMENTS,
                        TransformTopics.WAITING_DOCUMENTS,
                        TransformTopics.REFERENCE_SUBSCRIBERS);
        return documents.merge(settled, Named.as("documents-and-settled"));
    }

    private KStream<byte[], Emission> edges(KStream<byte[], Emission> fromDocuments) {
        builder.addStateStore(Stores.builder(TransformTopics.EDGES, stores));
        return through(only(EdgeClaim.class, fromDocuments, "claims"), TransformTopics.EDGE_CLAIMS)
                .process(() -> new EdgeProcessor(plans), Named.as("edge-presence"), TransformTopics.EDGES);
    }

    private KStream<byte[], byte[]> through(KStream<byte[], Emission> emissions, String topic) {
        return emissions
                .mapValues(Emission::bytes, Named.as(topic + "-bytes"))
                .repartition(Repartitioned.<byte[], byte[]>as(topic)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(Serdes.ByteArray())
                        .withNumberOfPartitions(partitions));
    }

    private static KStream<byte[], Emission> only(
            Class<? extends Emission> kind, KStream<byte[], Emission> emissions, String name) {
        return emissions.filter((key, emission) -> kind.isInstance(emission), Named.as(name));
    }

    private static void sendRows(KStream<byte[], Emission> emissions, String name) {
        only(RowChange.class, emissions, name + "-only")
                .to(
                        (key, emission, context) ->
                                ((RowChange) emission).topic().name(),
                        Produced.with(Serdes.ByteArray(), ROWS).withName(name));
    }
}
