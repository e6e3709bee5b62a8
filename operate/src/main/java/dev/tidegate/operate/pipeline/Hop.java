package dev.tidegate.operate.pipeline;

import dev.tidegate.operate.pipeline.TopicOffsets.End;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Topics between two stages, and how far the stage that reads them is: the one comparison of a reader's positions with its
 * topics' ends, for the lag of a status and for fences. Each call asks anew.
 */
public final class Hop {
    private final Collection<String> topics;
    private final TopicOffsets offsets;
    private final Supplier<Reader> reader;

    Hop(Collection<String> topics, TopicOffsets offsets, Supplier<Reader> reader) {
        this.topics = topics;
        this.offsets = offsets;
        this.reader = reader;
    }

    /** A reader's positions as they were at one moment. */
    interface Reader {
        /** 0 where it has none: it begins there. Empty where its position is one of another topic under that name. */
        OptionalLong nextOffset(TopicPartition partition, Uuid topic);
    }

    /** @param position the reader's next offset @param end the offset behind the last record */
    public record Backlog(Uuid topic, long position, long end) {
        public long records() {
            return end - position;
        }
    }

    /**
     * The partitions that hold records which the reader has not passed on. Its positions are read before the ends: what a
     * reader at the end has read, it has passed on.
     *
     * <p>Empty when nothing is certain: a topic is missing, is not the one that the reader has read, or ends before its
     * position, for then it was made again or its server was set back. An empty topic is no exception: what the former one
     * held may never have been read.
     */
    public Optional<Map<TopicPartition, Backlog>> waiting() {
        Reader positions = reader.get();
        Optional<Map<TopicPartition, End>> ends = offsets.ends(topics);
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        Map<TopicPartition, Backlog> waiting = new HashMap<>();
        for (var end : ends.get().entrySet()) {
            Uuid topic = end.getValue().topic();
            long offset = end.getValue().offset();
            OptionalLong position = positions.nextOffset(end.getKey(), topic);
            if (position.isEmpty() || position.getAsLong() > offset) {
                return Optional.empty();
            }
            if (position.getAsLong() < offset) {
                waiting.put(end.getKey(), new Backlog(topic, position.getAsLong(), offset));
            }
        }
        return Optional.of(waiting);
    }

    /**
     * The part of an earlier backlog that the reader has not reached. Its position may be beyond an end, which was noted
     * then: more was written since.
     */
    Map<TopicPartition, Backlog> stillWaiting(Map<TopicPartition, Backlog> before) {
        Map<TopicPartition, Backlog> waiting = new HashMap<>(before);
        if (!waiting.isEmpty()) {
            Reader positions = reader.get();
            waiting.entrySet().removeIf(each -> {
                Backlog backlog = each.getValue();
                return positions.nextOffset(each.getKey(), backlog.topic()).orElse(0) >= backlog.end();
            });
        }
        return waiting;
    }

    @Override
    public String toString() {
        return topics.toString();
    }
}
