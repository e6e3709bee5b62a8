package dev.tidegate.workload;

import java.util.Locale;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Users and what belongs to one: keys, tokens, to-do lists; employees, and the company's own account. */
final class PeopleDocuments {
    private PeopleDocuments() {}

    static void user(Draft draft) {
        String first = Vocabulary.one(draft.random, Vocabulary.FIRST_NAMES);
        String last = Vocabulary.one(draft.random, Vocabulary.LAST_NAMES);
        draft.versionKey()
                .maybeText("account_name", "")
                .maybeText("avatar", "https://avatars.example.com/u/" + draft.ordinal)
                .text("email", email(draft, first, last))
                .maybeText("name", first + " " + last)
                .maybeDate("lastLoginAt");
        access(draft);
        if (draft.chance(70)) {
            draft.text("password", "$2a$10$" + Vocabulary.token(draft.random, ""))
                    .maybeText("username", last);
        }
        draft.edges("watching_boardsIDs").edges("watching_accountsIDs");
        if (draft.chance(2)) {
            draft.put("emailVerified", new BsonInt32(1)).text("image", "legacy" + draft.ordinal);
        }
    }

    /** What has a default in the schema is missing in documents that are older than the field. */
    private static void access(Draft draft) {
        if (draft.chance(90)) {
            draft.bool("is_account_admin", draft.chance(10)).bool("is_admin", draft.chance(3));
        }
        if (draft.chance(95)) {
            draft.date("created_on");
        }
        if (draft.chance(92)) {
            draft.put("userStatus", new BsonString(draft.one("ACTIVE", "ACTIVE", "INACTIVE", "PENDING")));
        }
        if (draft.chance(92)) {
            draft.put("userLanguage", new BsonString(draft.one("cz", "en", "de", "uk")));
        }
    }

    /** Addresses older than the unique index: some twice, some twice but for the case. */
    private static String email(Draft draft, String first, String last) {
        return switch (draft.random.nextInt(200)) {
            case 0 -> "info@example.cz";
            case 1 -> "Info@Example.cz";
            case 2 -> Vocabulary.email(draft.random, first, last, draft.ordinal).toUpperCase(Locale.ROOT);
            default -> Vocabulary.email(draft.random, first, last, draft.ordinal);
        };
    }

    static void company(Draft draft) {
        draft.versionKey()
                .text("company_name", Vocabulary.one(draft.random, Vocabulary.COMPANIES))
                .text("VAT_number", "CZ" + (10_000_000 + draft.random.nextInt(80_000_000)))
                .maybeText("email", "office@example.cz")
                .maybeText("email_accountant", "ucetni@example.cz")
                .maybeText("phone_prefix", "+420")
                .looseText("phone", "777 123 456")
                .maybeText("website", "https://example.cz")
                .maybeText("currency", "CZK")
                .maybeText("currency_symbol", "Kč")
                .looseText("TAX_number", "12345678")
                .maybeText("bank_name", "Fio banka")
                .maybeText("bank_account", "2300123456/2010")
                .maybeText("bank_IBAN", "CZ65 0800 0000 1920 0014 5399");
        for (String place : new String[] {"", "billing_"}) {
            draft.maybeText(place + "street", Vocabulary.street(draft.random))
                    .maybeText(place + "city", Vocabulary.one(draft.random, Vocabulary.CITIES))
                    .looseText(place + "zip", Vocabulary.postalCode(draft.random))
                    .maybeText(place + "country", Vocabulary.one(draft.random, Vocabulary.COUNTRIES))
                    .maybeText(place + "country_code", "CZ");
        }
        if (draft.chance(50)) {
            draft.bool("is_person", false);
        }
    }

    static void employee(Draft draft) {
        draft.versionKey()
                .text("avatar", "")
                .maybeText("email", "zamestnanec" + draft.ordinal + "@example.cz")
                .text("name", Vocabulary.one(draft.random, Vocabulary.LAST_NAMES))
                .integer("salary", 25_000 + 500 * draft.random.nextInt(150))
                .text("status", draft.one("active", "on leave", "left"));
    }

    static void toDoList(Draft draft) {
        draft.text("createdAt", "2022-11-0" + (1 + draft.random.nextInt(9)))
                .text("description", Vocabulary.phrase(draft.random))
                .text("title", "Seznam " + draft.ordinal)
                .text("url", "/todo/" + draft.ordinal)
                .text("user", draft.anyOf("Users").asObjectId().getValue().toHexString());
    }

    static void upload(Draft draft) {
        if (draft.chance(20)) {
            draft.text("url", "https://res.example.com/upload/" + draft.ordinal);
        }
    }

    static void notionAccount(Draft draft) {
        draft.versionKey()
                .reference("user", "Users")
                .text("notion_api_key", Vocabulary.token(draft.random, "secret_"))
                .text("notion_db_id", Vocabulary.token(draft.random, ""));
    }

    static void openAiKey(Draft draft) {
        draft.versionKey()
                .reference("user", "Users")
                .text("organization_id", Vocabulary.token(draft.random, "org-"))
                .text("api_key", Vocabulary.token(draft.random, "sk-"));
    }
}
