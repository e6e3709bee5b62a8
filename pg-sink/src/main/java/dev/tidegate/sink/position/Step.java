package dev.tidegate.sink.position;

import org.apache.kafka.common.TopicPartition;

/** What a batch does to one partition's position. */
public record Step(TopicPartition partition, long from, long to, long epoch) {}
