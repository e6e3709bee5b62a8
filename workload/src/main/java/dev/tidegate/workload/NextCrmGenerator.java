package dev.tidegate.workload;

import dev.tidegate.workload.Link.End;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The data of a NextCRM installation that has been in use for years: all 29 collections, with the irregularities that a
 * migration meets, and a few documents that no row can hold, each with the reason known.
 *
 * <p>Every document is computed from seed, collection, ordinal and version alone: the same on every machine, in any
 * order, with memory that does not grow. Safe for use by several threads.
 */
public final class NextCrmGenerator extends GeneratedApplication {
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

    private static final List<Link> LINKS = List.of(
            new Link(End.of("Documents", "invoiceIDs"), End.of("Invoices", "connected_documents")),
            new Link(End.of("Documents", "opportunityIDs"), End.of("crm_Opportunities", "connected_documents")),
            new Link(End.of("Documents", "contactsIDs"), End.of("crm_Contacts", "documentsIDs")),
            new Link(End.of("Documents", "tasksIDs"), End.of("Tasks", "documentIDs")),
            new Link(End.of("Documents", "crm_accounts_tasksIDs"), End.withoutArray("crm_Accounts_Tasks")),
            new Link(End.of("Documents", "leadsIDs"), End.of("crm_Leads", "documentsIDs")),
            new Link(End.of("Documents", "accountsIDs"), End.of("crm_Accounts", "documentsIDs")),
            new Link(End.of("crm_Accounts", "watchers"), End.of("Users", "watching_accountsIDs")),
            new Link(End.of("Boards", "watchers"), End.of("Users", "watching_boardsIDs")),
            new Link(End.of("crm_Contacts", "opportunitiesIDs"), End.of("crm_Opportunities", "connected_contacts")));

    private static final List<String> OPTIONAL = List.of("updatedAt", "tags", "likes");
    private static final Map<String, Integer> SHARES = shares();

    /** @throws IllegalArgumentException when there are fewer documents than collections */
    public NextCrmGenerator(long seed, int documents) {
        this(seed, CollectionCounts.of(documents, SHARES));
    }

    private NextCrmGenerator(long seed, Map<String, Integer> counts) {
        super(seed, counts, new NextCrmIds(seed, counts), LINKS, NextCrmFaults.ALL);
    }

    /** All documents, collection by collection, each made when it is asked for. */
    public Stream<GeneratedDocument> documents() {
        int flags = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), flags), false);
    }

    @Override
    protected void write(String collection, Draft draft) {
        WRITERS.get(collection).accept(draft);
    }

    @Override
    public Set<String> writtenTogether(String collection) {
        return collection.equals("tasksComments") ? NextCrmFaults.COMMENT_SUBJECT : Set.of();
    }

    @Override
    public List<String> optional(String collection) {
        return OPTIONAL;
    }

    @Override
    public boolean mayBeDeleted(String collection, int ordinal) {
        return !collection.equals("crm_Accounts_Tasks") || ordinal >= NextCrmFaults.KEPT_ACCOUNT_TASKS;
    }

    private static Map<String, Integer> shares() {
        var shares = new LinkedHashMap<String, Integer>();
        shares.put("crm_Industry_Type", 6);
        shares.put("Documents_Types", 5);
        shares.put("invoice_States", 4);
        shares.put("system_Modules_Enabled", 10);
        shares.put("modulStatus", 6);
        shares.put("systemServices", 6);
        shares.put("gpt_models", 4);
        shares.put("Users", CollectionCounts.FILLED_UP);
        shares.put("MyAccount", 2);
        shares.put("Employees", -8);
        shares.put("ImageUpload", -4);
        shares.put("TodoList", -8);
        shares.put("crm_Accounts", -70);
        shares.put("crm_campaigns", -2);
        shares.put("crm_Opportunities_Sales_Stages", 9);
        shares.put("crm_Opportunities_Type", 4);
        shares.put("crm_Contacts", -100);
        shares.put("crm_Leads", -60);
        shares.put("crm_Opportunities", -80);
        shares.put("crm_Contracts", -45);
        shares.put("Boards", -30);
        shares.put("Sections", -60);
        shares.put("Tasks", -150);
        shares.put("crm_Accounts_Tasks", -45);
        shares.put("tasksComments", -70);
        shares.put("Documents", -75);
        shares.put("Invoices", -55);
        shares.put("secondBrain_notions", -4);
        shares.put("openAi_keys", -4);
        return shares;
    }
}
