package dev.tidegate.workload;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The data of a NextCRM installation that has been in use for years: all 29 collections, with the irregularities that a
 * migration meets, and a few documents that no row can hold, each with the reason known.
 *
 * <p>Every document is computed from seed, collection, ordinal and version alone: the same on every machine, in any
 * order, with memory that does not grow. Safe for use by several threads.
 */
public final class NextCrmGenerator {
    private static final Map<String, Consumer<Draft>> WRITERS = Map.ofEntries(
            Map.entry("crm_Industry_Type", CatalogDocuments::industry),
            Map.entry("Documents_Types", CatalogDocuments::documentType),
            Map.entry("invoice_States", CatalogDocuments::invoiceState),
            Map.entry("system_Modules_Enabled", CatalogDocuments::module),
            Map.entry("modulStatus", CatalogDocuments::moduleStatus),
            Map.entry("systemServices", CatalogDocuments::service),
            Map.entry("gpt_models", CatalogDocuments::languageModel),
            Map.entry("crm_campaigns", CatalogDocuments::campaign),
            Map.entry("crm_Opportunities_Sales_Stages", CatalogDocuments::salesStage),
            Map.entry("crm_Opportunities_Type", CatalogDocuments::opportunityType),
            Map.entry("Users", PeopleDocuments::user),
            Map.entry("MyAccount", PeopleDocuments::company),
            Map.entry("Employees", PeopleDocuments::employee),
            Map.entry("ImageUpload", PeopleDocuments::upload),
            Map.entry("TodoList", PeopleDocuments::toDoList),
            Map.entry("secondBrain_notions", PeopleDocuments::notionAccount),
            Map.entry("openAi_keys", PeopleDocuments::openAiKey),
            Map.entry("crm_Accounts", CrmDocuments::account),
            Map.entry("crm_Contacts", CrmDocuments::contact),
            Map.entry("crm_Leads", CrmDocuments::lead),
            Map.entry("crm_Opportunities", CrmDocuments::opportunity),
            Map.entry("crm_Contracts", CrmDocuments::contract),
            Map.entry("Boards", BoardDocuments::board),
            Map.entry("Sections", BoardDocuments::section),
            Map.entry("Tasks", BoardDocuments::task),
            Map.entry("crm_Accounts_Tasks", BoardDocuments::accountTask),
            Map.entry("tasksComments", BoardDocuments::comment),
            Map.entry("Documents", FileDocuments::document),
            Map.entry("Invoices", FileDocuments::invoice));

    private final long seed;
    private final Map<String, Integer> counts;
    private final GeneratedIds ids;
    private final Edges edges;
    private final FaultPlan faults;

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public NextCrmGenerator(long seed, int documents) {
        this.seed = seed;
        this.counts = CollectionCounts.of(documents);
        this.ids = new GeneratedIds(seed, counts);
        this.edges = new Edges(seed, ids);
        this.faults = new FaultPlan(counts);
    }

    public long seed() {
        return seed;
    }

    /** Documents per collection, in the order in which {@link #documents} gives them. */
    public Map<String, Integer> counts() {
        return counts;
    }

    /** All documents, collection by collection, each made when it is asked for. */
    public Stream<GeneratedDocument> documents() {
        int flags = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), flags), false);
    }

    /** As {@link #documents}. Not a stream's own iterator: that would hold a whole collection in memory. */
    public Iterator<GeneratedDocument> iterator() {
        var collections = counts.keySet().iterator();
        return new Iterator<>() {
            private String collection = collections.next();
            private int ordinal;

            @Override
            public boolean hasNext() {
                return ordinal < counts.get(collection) || collections.hasNext();
            }

            @Override
            public GeneratedDocument next() {
                if (ordinal == counts.get(collection)) {
                    collection = collections.next();
                    ordinal = 0;
                }
                return document(collection, ordinal++);
            }
        };
    }

    /** The dead letters that the documents of the first load must become: no more and no fewer. */
    public Set<ExpectedDeadLetter> expectedDeadLetters() {
        return counts.keySet().stream()
                .flatMap(collection -> faults.of(collection).keySet().stream()
                        .map(ordinal -> ExpectedDeadLetter.of(document(collection, ordinal))))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The document of the first load. */
    GeneratedDocument document(String collection, int ordinal) {
        return document(collection, ordinal, 0, faults.at(collection, ordinal));
    }

    GeneratedDocument document(String collection, int ordinal, int version, Optional<Fault> fault) {
        var random = new SplittableRandom(Mix.of(seed, collection.hashCode(), ordinal, version));
        var draft = new Draft(random, collection, ordinal, version, ids, edges);
        WRITERS.get(collection).accept(draft);
        fault.ifPresent(spoilt -> spoilt.spoil().accept(draft));
        return new GeneratedDocument(collection, draft.document, fault.map(Fault::reason));
    }

    Map<Integer, Fault> faultsOfFirstLoad(String collection) {
        return faults.of(collection);
    }

    GeneratedIds ids() {
        return ids;
    }
}
