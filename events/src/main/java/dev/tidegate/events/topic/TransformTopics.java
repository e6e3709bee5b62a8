package dev.tidegate.events.topic;

import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import java.util.ArrayList;
import java.util.List;

/** The topics that the Streams application keeps for itself, by the names that Kafka Streams gives them. */
public record TransformTopics(Migration migration) {
    /** Repartition topics. */
    public static final String REFERENCE_REQUESTS = "reference-requests";

    public static final String REFERENCE_ANSWERS = "reference-answers";
    public static final String EDGE_CLAIMS = "edges";

    /** State stores: every document that exists in the source, with what it gave last. */
    public static final String DOCUMENTS = "documents";

    /** Whole documents with references to one of several collections, and the answers they have. */
    public static final String WAITING_DOCUMENTS = "waiting-documents";

    /** Who wants to know whether an id exists. */
    public static final String REFERENCE_SUBSCRIBERS = "reference-subscribers";

    /** Which ends claim an edge. */
    public static final String EDGES = "edges";

    /**
     * The topics that carry changes on, in an order in which they can be found drained one after the other: when nothing is
     * left in the raw topics and in the first ones, nothing new comes into the next.
     */
    public List<String> repartitions() {
        List<String> names = new ArrayList<>();
        if (!migration.oneOfCandidates().isEmpty()) {
            names.addAll(List.of(REFERENCE_REQUESTS, REFERENCE_ANSWERS));
        }
        if (migration.junctions().stream().anyMatch(Junction::isUnion)) {
            names.add(EDGE_CLAIMS);
        }
        return named(names, "repartition");
    }

    /** The topics that keep the stores: what local state is restored from. */
    public List<String> changelogs() {
        List<String> stores = new ArrayList<>(List.of(DOCUMENTS));
        if (!migration.oneOfCandidates().isEmpty()) {
            stores.addAll(List.of(WAITING_DOCUMENTS, REFERENCE_SUBSCRIBERS));
        }
        if (migration.junctions().stream().anyMatch(Junction::isUnion)) {
            stores.add(EDGES);
        }
        return named(stores, "changelog");
    }

    private List<String> named(List<String> names, String suffix) {
        String application = new Topics(migration.name()).transformApplicationId();
        return names.stream()
                .map(name -> application + "-" + name + "-" + suffix)
                .toList();
    }
}
