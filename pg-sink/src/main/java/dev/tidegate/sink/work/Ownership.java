package dev.tidegate.sink.work;

import dev.tidegate.events.topic.TopicSettings;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.sink.connect.Connections;
import dev.tidegate.sink.position.Claim;
import dev.tidegate.sink.position.ForeignTopicException;
import dev.tidegate.sink.position.LongPauseException;
import dev.tidegate.sink.position.Positions;
import dev.tidegate.sink.position.Positions.Wanted;
import dev.tidegate.sink.position.Step;
import dev.tidegate.sink.progress.ProgressMeter;
import dev.tidegate.sink.refused.RefusedRows;
import dev.tidegate.sink.target.TargetOwner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that a worker has. The consumer group only proposes: what counts is the claim in PostgreSQL, and what is
 * read begins at its position. Called by the worker's thread, within poll, so never while a batch is being written.
 */
final class Ownership implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 20;

    private final Consumer<byte[], byte[]> consumer;
    private final Connections connections;
    private final Migration migration;
    private final TopicIds topicIds;
    private final Retries retries;
    private final Closing closing;
    private final ProgressMeter meter;
    private final Map<TopicPartition, Claim> claims = new HashMap<>();
    private final Set<TopicPartition> withRefusals = new HashSet<>();

    Ownership(Consumer<byte[], byte[]> consumer, WorkerContext context) {
        this.consumer = consumer;
        this.connections = context.connections();
        this.migration = context.migration();
        this.topicIds = context.topicIds();
        this.retries = context.retries();
        this.closing = context.closing();
        this.meter = context.meter();
    }

    Map<TopicPartition, Claim> claims() {
        return claims;
    }

    Set<TopicPartition> withRefusals() {
        return withRefusals;
    }

    void advanced(List<Step> steps) {
        steps.forEach(step -> claims.computeIfPresent(step.partition(), (partition, claim) -> claim.at(step.to())));
    }

    /** What the consumer knows of the ends, without asking the broker. */
    void reportLag() {
        claims.forEach((partition, claim) -> {
            var lag = consumer.currentLag(partition);
            meter.position(
                    partition, claim.nextOffset(), lag.isPresent() ? Optional.of(lag.getAsLong()) : Optional.empty());
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(assigned);
        Map<String, UUID> ids = topicIds.of(
                assigned.stream().map(TopicPartition::topic).distinct().toList());
        List<Wanted> wanted = assigned.stream()
                .map(partition -> new Wanted(partition, ids.get(partition.topic()), beginnings.get(partition)))
                .toList();
        Map<TopicPartition, Claim> claimed = retries.call("claiming partitions", () -> claim(wanted));
        claimed.forEach((partition, claim) -> checkBeginning(partition, claim, beginnings.get(partition)));
        checkEnds(claimed);
        checkAge(claimed);
        claimed.forEach((partition, claim) -> consumer.seek(partition, claim.nextOffset()));
        claims.putAll(claimed);
        LOG.debug("stage=sink partitions claimed: {}", assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(claims::remove);
        revoked.forEach(withRefusals::remove);
        meter.released(revoked);
    }

    private Map<TopicPartition, Claim> claim(List<Wanted> wanted) throws SQLException {
        try (Connection connection = connections.transaction()) {
            TargetOwner.requireStill(connection, migration);
            Map<TopicPartition, Claim> claimed = Positions.claim(connection, wanted);
            for (TopicPartition partition : claimed.keySet()) {
                if (RefusedRows.any(connection, partition)) {
                    withRefusals.add(partition);
                }
            }
            connection.commit();
            return claimed;
        }
    }

    private static void checkBeginning(TopicPartition partition, Claim claim, long beginning) {
        if (claim.nextOffset() < beginning) {
            throw new ForeignTopicException(partition + " begins at offset " + beginning + ", PostgreSQL has it up to "
                    + claim.nextOffset() + ": records in between were deleted unread");
        }
    }

    /** A broker that has just come back may not know its end yet: asked more than once. */
    private void checkEnds(Map<TopicPartition, Claim> claimed) {
        for (int attempt = 1; ; attempt++) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(claimed.keySet());
            Optional<TopicPartition> beyond = claimed.keySet().stream()
                    .filter(partition -> claimed.get(partition).nextOffset() > ends.get(partition))
                    .findFirst();
            if (beyond.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS || closing.await(PATIENCE)) {
                TopicPartition partition = beyond.get();
                throw new ForeignTopicException(partition + " ends at offset " + ends.get(partition)
                        + ", PostgreSQL has it up to "
                        + claimed.get(partition).nextOffset());
            }
        }
    }

    /**
     * Of what was there to be read more than the longest pause ago, deletes may be gone. A position that has not moved for
     * so long may also be at its end: then what follows is younger.
     */
    private void checkAge(Map<TopicPartition, Claim> claimed) {
        Instant now = Instant.now();
        Instant oldest = now.minus(TopicSettings.LONGEST_PAUSE);
        Map<TopicPartition, Long> old = new HashMap<>();
        claimed.forEach((partition, claim) -> {
            if (claim.movedAt().isBefore(oldest)) {
                old.put(partition, oldest.toEpochMilli());
            }
        });
        if (old.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(old.keySet());
        consumer.offsetsForTimes(old).forEach((partition, young) -> {
            long youngest = young == null ? ends.get(partition) : young.offset();
            if (claimed.get(partition).nextOffset() < youngest) {
                throw new LongPauseException(partition, claimed.get(partition), now);
            }
        });
    }
}
