package dev.tidegate.workload;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonNull;
import org.bson.BsonString;

/** Accounts, contacts, leads, opportunities and contracts. */
final class CrmDocuments {
    private CrmDocuments() {}

    static void account(Draft draft) {
        draft.versionKey()
                .text("name", Vocabulary.one(draft.random, Vocabulary.COMPANIES))
                .maybeReference("createdBy", "Users")
                .maybeDate("updatedAt")
                .maybeReference("updatedBy", "Users")
                .maybeReference("assigned_to", "Users")
                .maybeReference("industry", "crm_Industry_Type")
                .looseText("annual_revenue", "5 000 000 Kč")
                .looseText("employees", "10-50")
                .looseText("company_id", String.valueOf(10_000_000 + draft.random.nextInt(80_000_000)))
                .looseText("vat", "CZ" + (10_000_000 + draft.random.nextInt(80_000_000)))
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybeText("email", "firma" + draft.ordinal + "@example.cz")
                .maybeText("fax", "")
                .maybeText("member_of", Vocabulary.one(draft.random, Vocabulary.COMPANIES))
                .maybeText("office_phone", Vocabulary.phone(draft.random))
                .maybeText("status", draft.one("Active", "Inactive"))
                .maybeText("type", draft.one("Customer", "Partner", "Vendor"))
                .maybeText("website", "www.firma" + draft.ordinal + ".cz");
        if (draft.chance(94)) {
            draft.date("createdAt");
        }
        addresses(draft);
        draft.edges("documentsIDs").edges("watchers");
        accountLegacy(draft);
    }

    private static void addresses(Draft draft) {
        for (String place : new String[] {"billing_", "shipping_"}) {
            draft.maybeText(place + "street", Vocabulary.street(draft.random))
                    .maybeText(place + "city", Vocabulary.one(draft.random, Vocabulary.CITIES))
                    .maybeText(place + "state", "")
                    .looseText(place + "postal_code", Vocabulary.postalCode(draft.random))
                    .maybeText(place + "country", Vocabulary.one(draft.random, Vocabulary.COUNTRIES));
        }
    }

    private static void accountLegacy(Draft draft) {
        if (draft.chance(15)) {
            draft.date("date_created")
                    .maybeDate("date_last_modified")
                    .reference("created_by", "Users")
                    .put("connected_contacts", new BsonArray(List.of(draft.anyOf("crm_Contacts"))));
        }
    }

    static void contact(Draft draft) {
        String first = Vocabulary.one(draft.random, Vocabulary.FIRST_NAMES);
        String last = Vocabulary.one(draft.random, Vocabulary.LAST_NAMES);
        draft.versionKey()
                .text("last_name", last)
                .maybeText("first_name", first)
                .maybeText("email", Vocabulary.email(draft.random, first, last, draft.ordinal))
                .maybeText("personal_email", "")
                .maybeReference("account", "crm_Accounts")
                .maybeReference("assigned_to", "Users")
                .maybeText("birthday", birthday(draft))
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybeText("office_phone", Vocabulary.phone(draft.random))
                .looseText("mobile_phone", Vocabulary.phone(draft.random))
                .maybeText("website", "")
                .maybeText("position", Vocabulary.one(draft.random, Vocabulary.POSITIONS))
                .maybeText("type", draft.one("Customer", "Partner", "Vendor", "Prospect"))
                .maybeReference("updatedBy", "Users")
                .maybeReference("last_activity_by", "Users")
                .maybeDate("last_activity")
                .maybeDate("updatedAt");
        contactDoubles(draft);
        contactStatus(draft);
        contactLists(draft);
        for (String network :
                new String[] {"twitter", "facebook", "linkedin", "skype", "instagram", "youtube", "tiktok"}) {
            draft.maybeText("social_" + network, draft.chance(60) ? "" : "@" + network + draft.ordinal);
        }
        draft.edges("opportunitiesIDs").edges("documentsIDs");
    }

    private static String birthday(Draft draft) {
        return switch (draft.random.nextInt(5)) {
            case 0 -> "//";
            case 1 -> "undefined/undefined/undefined";
            default ->
                (1 + draft.random.nextInt(28)) + "/" + (1 + draft.random.nextInt(12)) + "/19"
                        + (50 + draft.random.nextInt(50));
        };
    }

    /** The application fills one of each pair; older versions filled the other. */
    private static void contactDoubles(Draft draft) {
        if (draft.chance(70)) {
            draft.maybeReference("createdBy", "Users").maybeDate("cratedAt");
        } else {
            draft.maybeReference("created_by", "Users").maybeDate("created_on");
        }
    }

    private static void contactStatus(Draft draft) {
        switch (draft.random.nextInt(20)) {
            case 0 -> draft.put("status", new BsonString("Active"));
            case 1 -> draft.put("status", new BsonString("Inactive"));
            case 2 -> draft.put("status", new BsonString("true"));
            case 3 -> draft.document.remove("status");
            default -> draft.put("status", BsonBoolean.valueOf(draft.chance(85)));
        }
    }

    private static void contactLists(Draft draft) {
        if (draft.chance(20)) {
            draft.put("tags", new BsonArray(List.of(new BsonString(draft.one("web", "veletrh", "")))));
        } else if (draft.chance(10)) {
            draft.put("tags", new BsonString("VIP"));
        }
        if (draft.chance(5)) {
            draft.put("notes", new BsonArray(List.of(new BsonString("a,b"), BsonNull.VALUE, new BsonString("\"{}\\"))));
        }
        switch (draft.random.nextInt(12)) {
            case 0 -> draft.put("accountsIDs", new BsonArray());
            case 1 -> draft.put("accountsIDs", new BsonArray(List.of(draft.anyOf("crm_Accounts"))));
            default -> draft.maybeReference("accountsIDs", "crm_Accounts");
        }
    }

    static void lead(Draft draft) {
        String first = Vocabulary.one(draft.random, Vocabulary.FIRST_NAMES);
        String last = Vocabulary.one(draft.random, Vocabulary.LAST_NAMES);
        draft.put("__v", draft.integral(1))
                .text("lastName", last)
                .maybeText("firstName", first)
                .maybeText("company", Vocabulary.one(draft.random, Vocabulary.COMPANIES))
                .maybeText("jobTitle", Vocabulary.one(draft.random, Vocabulary.POSITIONS))
                .maybeText("email", Vocabulary.email(draft.random, first, last, draft.ordinal))
                .looseText("phone", Vocabulary.phone(draft.random))
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybeText("lead_source", draft.one("web", "telefon", "veletrh"))
                .maybeText("refered_by", first)
                .maybeText("campaign", "jaro 2023")
                .maybeText("status", draft.one("NEW", "CONTACTED", "QUALIFIED", "LOST"))
                .maybeText("type", "DEMO")
                .maybeReference("assigned_to", "Users")
                .maybeReference("accountsIDs", "crm_Accounts")
                .maybeReference("createdBy", "Users")
                .maybeDate("createdAt")
                .maybeDate("updatedAt")
                .edges("documentsIDs");
        if (draft.chance(12)) {
            draft.date("date_created").maybeDate("date_modify").maybeReference("last_activity_by", "Users");
        }
    }

    static void opportunity(Draft draft) {
        draft.versionKey()
                .maybeText("name", "Zakázka " + draft.ordinal)
                .maybeReference("account", "crm_Accounts")
                .maybeReference("assigned_to", "Users")
                .maybeReference("contact", "crm_Contacts")
                .maybeReference("sales_stage", "crm_Opportunities_Sales_Stages")
                .maybeReference("type", "crm_Opportunities_Type")
                .maybeDate("close_date")
                .maybeDate("last_activity")
                .maybeReference("last_activity_by", "Users")
                .looseText("currency", draft.one("CZK", "EUR", "Kč", "koruna česká"))
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybeText("next_step", Vocabulary.phrase(draft.random));
        amounts(draft);
        opportunityDoubles(draft);
        opportunityStatus(draft);
        if (draft.chance(20)) {
            draft.put("campaign", draft.ids().id("crm_campains", draft.random.nextInt(5)));
        } else {
            draft.maybeReference("campaign", "crm_campaigns");
        }
        draft.edges("connected_documents").edges("connected_contacts");
    }

    private static void amounts(Draft draft) {
        for (String amount : new String[] {"budget", "expected_revenue"}) {
            int value = 1000 * draft.random.nextInt(5000);
            switch (draft.random.nextInt(10)) {
                case 0 -> draft.document.remove(amount);
                case 1 -> draft.put(amount, new BsonString(String.valueOf(value)));
                default -> draft.integer(amount, value);
            }
        }
    }

    private static void opportunityDoubles(Draft draft) {
        if (draft.chance(80)) {
            draft.maybeReference("created_by", "Users").maybeDate("created_on");
        }
        if (draft.chance(60)) {
            draft.date("createdAt").maybeReference("createdBy", "Users").maybeDate("updatedAt");
        }
    }

    private static void opportunityStatus(Draft draft) {
        String status = draft.chance(10) ? "Active" : draft.one("ACTIVE", "INACTIVE", "PENDING", "CLOSED");
        draft.maybePut("status", new BsonString(status));
    }

    static void contract(Draft draft) {
        int value = 100 * draft.random.nextInt(100_000);
        draft.versionKey()
                .text("title", "Smlouva č. " + draft.ordinal)
                .integer("value", value)
                .maybeDate("startDate")
                .maybeDate("endDate")
                .maybeDate("renewalReminderDate")
                .maybeDate("customerSignedDate")
                .maybeText("description", Vocabulary.phrase(draft.random))
                .maybeReference("account", "crm_Accounts")
                .maybeReference("assigned_to", "Users")
                .maybeDate("createdAt")
                .maybeReference("createdBy", "Users")
                .maybePut("status", new BsonString(draft.one("NOTSTARTED", "INPROGRESS", "SIGNED")))
                .maybeText("type", draft.one("rámcová", "NDA", ""));
    }
}
