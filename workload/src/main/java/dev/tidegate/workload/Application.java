package dev.tidegate.workload;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An application whose data moves: its documents, and what a writer must know to change them so that the dead letters stay
 * known.
 *
 * <p>Every document is computed from collection, ordinal and version alone: the same on every machine, in any order, with
 * memory that does not grow. A document whose fields come from several versions is as good as one of a single version,
 * {@link #writtenTogether} aside. Safe for use by several threads.
 */
public interface Application {
    long seed();

    /** Documents of the first load by collection, in the order of loading. */
    Map<String, Integer> counts();

    /** Ordinals go on beyond the first load. */
    GeneratedDocument document(String collection, int ordinal, int version, Optional<Fault> fault);

    /** Each way in which a document of this application can be bad. */
    List<Fault> faults();

    /** By ordinal: the documents of the first load that are bad. */
    Map<Integer, Fault> faultsOfFirstLoad(String collection);

    List<Link> links();

    /** Fields that mean something only together: a writer sets all of them or none. */
    Set<String> writtenTogether(String collection);

    /** Fields that any document of the collection can do without. */
    List<String> optional(String collection);

    /** False for a document that others need in order to be bad. */
    boolean mayBeDeleted(String collection, int ordinal);

    /** All documents of the first load, collection by collection, each made when it is asked for. */
    default Iterator<GeneratedDocument> iterator() {
        return new FirstDocuments(this);
    }

    /** The dead letters that the documents of the first load must become: no more and no fewer. */
    default Set<ExpectedDeadLetter> expectedDeadLetters() {
        return counts().keySet().stream()
                .flatMap(collection -> faultsOfFirstLoad(collection).entrySet().stream()
                        .map(planned -> ExpectedDeadLetter.of(
                                document(collection, planned.getKey(), 0, Optional.of(planned.getValue())))))
                .collect(Collectors.toUnmodifiableSet());
    }
}
