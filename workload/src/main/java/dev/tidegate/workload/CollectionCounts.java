package dev.tidegate.workload;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many documents each of the 29 collections gets: catalogues stay small, the rest grows in proportion. */
final class CollectionCounts {
    private static final String FILLED_UP = "Users";
    /** In the order of loading. Above zero: documents at most. Below zero: documents per thousand, negated. */
    private static final Map<String, Integer> SHARES = shares();

    private CollectionCounts() {}

    static Map<String, Integer> of(int documents) {
        if (documents < SHARES.size()) {
            throw new IllegalArgumentException("at least " + SHARES.size()
                    + " documents are needed, one for each collection; asked for: " + documents);
        }
        var counts = new LinkedHashMap<String, Integer>();
        SHARES.forEach((collection, share) -> counts.put(collection, 1 + count(share, documents - SHARES.size())));
        int others = counts.values().stream().mapToInt(Integer::intValue).sum() - counts.get(FILLED_UP);
        counts.put(FILLED_UP, documents - others);
        return java.util.Collections.unmodifiableMap(counts);
    }

    private static int count(int share, int more) {
        return share > 0 ? Math.min(share - 1, more / 200) : (int) ((long) -share * more / 1000);
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
        shares.put(FILLED_UP, 0);
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
