package dev.tidegate.workload;

import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;

/** The small collections that others refer to, and the application's own settings. */
final class CatalogDocuments {
    private static final String[] INDUSTRIES = {"Public sector", "Other", "SW Development", "Stavebnictví", "Doprava"};
    private static final String[] STAGES = {
        "Prospecting", "Qualification", "Needs analysis", "Proposal", "Negotiation", "Closed won", "Closed lost"
    };
    private static final String[] MODULES = {
        "CRM", "Projects", "Emails", "SecondBrain", "Employees", "Invoices", "Reports"
    };

    private CatalogDocuments() {}

    static void industry(Draft draft) {
        draft.versionKey().text("name", INDUSTRIES[draft.ordinal % INDUSTRIES.length]);
    }

    static void documentType(Draft draft) {
        draft.versionKey().text("name", draft.one("Invoice", "Contract", "Offer", "Smlouva", "Ostatní"));
    }

    static void invoiceState(Draft draft) {
        draft.text("name", draft.one("new", "approved", "paid", "zamítnuto"));
    }

    static void module(Draft draft) {
        draft.versionKey()
                .text("name", MODULES[draft.ordinal % MODULES.length])
                .bool("enabled", draft.chance(80))
                .integer("position", draft.ordinal * 10);
        if (draft.chance(40)) {
            draft.put("icon", new BsonString("HomeIcon"))
                    .put("open", new BsonString("false"))
                    .put("route", new BsonString("/crm"))
                    .put(
                            "menuItem",
                            new BsonDocument("title", new BsonString("CRM")).append("order", new BsonInt32(1)));
        }
    }

    static void moduleStatus(Draft draft) {
        draft.text("name", MODULES[draft.ordinal % MODULES.length]).bool("isVisible", draft.chance(70));
    }

    static void service(Draft draft) {
        draft.versionKey()
                .text("name", draft.one("rossum", "smtp", "openai", "notion"))
                .maybeText("serviceUrl", "https://api.example.com/v1")
                .maybeText("serviceId", "svc-" + draft.ordinal)
                .maybeText("serviceKey", Vocabulary.token(draft.random, "key-"))
                .maybeText("servicePassword", Vocabulary.token(draft.random, "pw-"))
                .looseText("servicePort", "587")
                .maybeText("description", Vocabulary.phrase(draft.random));
    }

    static void languageModel(Draft draft) {
        draft.versionKey()
                .text("model", draft.one("gpt-3.5-turbo", "gpt-4", "gpt-4-32k"))
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybePut("status", new BsonString(draft.one("ACTIVE", "INACTIVE")))
                .maybeDate("created_on");
    }

    static void campaign(Draft draft) {
        draft.versionKey()
                .text("name", "Kampaň " + (2021 + draft.ordinal % 4) + "/" + draft.ordinal)
                .maybeText("description", Vocabulary.phrase(draft.random))
                .put("status", draft.chance(50) ? BsonNull.VALUE : new BsonString("active"));
    }

    static void salesStage(Draft draft) {
        draft.versionKey()
                .text("name", STAGES[draft.ordinal % STAGES.length])
                .maybeInteger("probability", 10 * (1 + draft.ordinal % 10));
        if (draft.chance(30)) {
            draft.integer("order", draft.ordinal);
        } else {
            draft.put("order", BsonNull.VALUE);
        }
    }

    static void opportunityType(Draft draft) {
        draft.versionKey()
                .text("name", draft.one("New business", "Existing business", "Upsell", "Obnova smlouvy"))
                .maybeInteger("order", draft.ordinal + 1);
    }
}
