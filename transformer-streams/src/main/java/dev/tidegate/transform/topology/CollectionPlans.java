package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.progress.TransformCounters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans of all collections, and what every processor shares. Thread-safe. */
final class CollectionPlans {
    private final Map<String, List<CollectionPlan>> byRawTopic = new LinkedHashMap<>();
    private final Map<Integer, CollectionPlan> byKey = new LinkedHashMap<>();
    private final Map<String, Integer> keys = new LinkedHashMap<>();
    private final Topics topics;
    private final TableTopics tables;
    private final TransformCounters counters;
    private final CommitPace commits = new CommitPace();

    CollectionPlans(Migration migration, TransformCounters counters) {
        this.topics = new Topics(migration.name());
        this.tables = new TableTopics(migration);
        this.counters = counters;
        for (CollectionMapping mapping : migration.collections()) {
            CollectionPlan plan = CollectionPlan.of(mapping, migration, tables);
            byRawTopic
                    .computeIfAbsent(topics.raw(mapping.source()), topic -> new ArrayList<>())
                    .add(plan);
            byKey.put(mapping.entry().key(), plan);
            keys.put(mapping.collection(), mapping.entry().key());
        }
    }

    /** Those of all entries of the topic's collection, in the file's order. */
    List<CollectionPlan> ofRawTopic(String topic) {
        return byRawTopic.get(topic);
    }

    /** @param key of {@code CollectionMapping.Entry} */
    CollectionPlan ofKey(int key) {
        return byKey.get(key);
    }

    int key(String collection) {
        return keys.get(collection);
    }

    String rawTopic(CollectionPlan plan) {
        return topics.raw(plan.rows().mapping().source());
    }

    List<String> rawTopics() {
        return List.copyOf(byRawTopic.keySet());
    }

    /** True when some collection's references are to one of several. */
    boolean ask() {
        return byKey.values().stream().anyMatch(CollectionPlan::asks);
    }

    TableTopics tables() {
        return tables;
    }

    TransformCounters counters() {
        return counters;
    }

    CommitPace commits() {
        return commits;
    }
}
