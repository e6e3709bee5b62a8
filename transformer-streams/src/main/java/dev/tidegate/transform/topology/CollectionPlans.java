package dev.tidegate.transform.topology;

import dev.tidegate.events.topic.Topics;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.transform.progress.TransformCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The plans of all collections, and what every processor shares. Thread-safe. */
final class CollectionPlans {
    private final Map<String, CollectionPlan> byRawTopic = new LinkedHashMap<>();
    private final Map<Integer, CollectionPlan> byTag = new LinkedHashMap<>();
    private final Map<String, Integer> tags = new LinkedHashMap<>();
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
            byRawTopic.put(topics.raw(mapping.collection()), plan);
            byTag.put(mapping.tag(), plan);
            tags.put(mapping.collection(), mapping.tag());
        }
    }

    CollectionPlan ofRawTopic(String topic) {
        return byRawTopic.get(topic);
    }

    CollectionPlan ofTag(int tag) {
        return byTag.get(tag);
    }

    int tag(String collection) {
        return tags.get(collection);
    }

    String rawTopic(String collection) {
        return topics.raw(collection);
    }

    List<String> rawTopics() {
        return List.copyOf(byRawTopic.keySet());
    }

    /** True when some collection's references are to one of several. */
    boolean ask() {
        return byTag.values().stream().anyMatch(CollectionPlan::asks);
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
