package dev.tidegate.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;

/**
 * The many-to-many edges, computed from either end alone so that both ends' arrays agree without memory.
 *
 * <p>One edge in five is held by one end only, as {@code connect} and {@code disconnect} of different ages left them.
 */
final class Edges {
    /** The array at one end; {@code crm_Accounts_Tasks} holds none. */
    record End(String collection, Optional<String> array) {
        private static End of(String collection, String array) {
            return new End(collection, Optional.of(array));
        }
    }

    record Link(End left, End right) {}

    static final List<Link> LINKS = List.of(
            new Link(End.of("Documents", "invoiceIDs"), End.of("Invoices", "connected_documents")),
            new Link(End.of("Documents", "opportunityIDs"), End.of("crm_Opportunities", "connected_documents")),
            new Link(End.of("Documents", "contactsIDs"), End.of("crm_Contacts", "documentsIDs")),
            new Link(End.of("Documents", "tasksIDs"), End.of("Tasks", "documentIDs")),
            new Link(End.of("Documents", "crm_accounts_tasksIDs"), new End("crm_Accounts_Tasks", Optional.empty())),
            new Link(End.of("Documents", "leadsIDs"), End.of("crm_Leads", "documentsIDs")),
            new Link(End.of("Documents", "accountsIDs"), End.of("crm_Accounts", "documentsIDs")),
            new Link(End.of("crm_Accounts", "watchers"), End.of("Users", "watching_accountsIDs")),
            new Link(End.of("Boards", "watchers"), End.of("Users", "watching_boardsIDs")),
            new Link(End.of("crm_Contacts", "opportunitiesIDs"), End.of("crm_Opportunities", "connected_contacts")));

    private static final int AT_MOST = 3;
    private static final int EXISTS_PERCENT = 30;
    private static final int HELD_PERCENT = 89;

    private final long seed;
    private final GeneratedIds ids;

    Edges(long seed, GeneratedIds ids) {
        this.seed = seed;
        this.ids = ids;
    }

    /** The ids that this end's array holds in that version of the document, null when the collection has no such array. */
    List<ObjectId> held(String collection, String array, int ordinal, int version) {
        for (int link = 0; link < LINKS.size(); link++) {
            if (isEnd(LINKS.get(link).left(), collection, array)) {
                return fromLeft(link, ordinal, version);
            }
            if (isEnd(LINKS.get(link).right(), collection, array)) {
                return fromRight(link, ordinal, version);
            }
        }
        throw new IllegalArgumentException("no end of an edge: " + collection + "." + array);
    }

    private static boolean isEnd(End end, String collection, String array) {
        return end.collection().equals(collection)
                && end.array().filter(array::equals).isPresent();
    }

    private List<ObjectId> fromLeft(int link, int left, int version) {
        String target = LINKS.get(link).right().collection();
        int rights = ids.count(target);
        var held = new ArrayList<ObjectId>();
        for (int nth = 0; nth < AT_MOST; nth++) {
            if (exists(link, left, nth) && Mix.percent(HELD_PERCENT, seed, link, left, nth, version, 'L')) {
                held.add(ids.id(target, Math.floorMod(left + nth + link, rights)));
            }
        }
        return held;
    }

    private List<ObjectId> fromRight(int link, int right, int version) {
        String target = LINKS.get(link).left().collection();
        int lefts = ids.count(target);
        int rights = ids.count(LINKS.get(link).right().collection());
        var held = new ArrayList<ObjectId>();
        for (int nth = 0; nth < AT_MOST; nth++) {
            for (int left = Math.floorMod(right - nth - link, rights); left < lefts; left += rights) {
                if (exists(link, left, nth) && Mix.percent(HELD_PERCENT, seed, link, left, nth, version, 'R')) {
                    held.add(ids.id(target, left));
                }
            }
        }
        return held;
    }

    private boolean exists(int link, int left, int nth) {
        return Mix.percent(EXISTS_PERCENT, seed, link, left, nth);
    }
}
