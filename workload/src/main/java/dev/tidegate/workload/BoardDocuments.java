package dev.tidegate.workload;

import org.bson.BsonArray;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Project boards with their sections, tasks and comments, and the tasks of CRM accounts. */
final class BoardDocuments {
    private static final int LONG_TEXT_AT = 11;

    private BoardDocuments() {}

    static void board(Draft draft) {
        draft.versionKey()
                .text("description", Vocabulary.phrase(draft.random))
                .text("title", "Projekt " + draft.ordinal)
                .reference("user", "Users")
                .maybeBool("favourite")
                .maybeInteger("favouritePosition", draft.random.nextInt(100))
                .maybeText("icon", "")
                .maybeInteger("position", draft.ordinal)
                .maybeText("visibility", draft.one("public", "private"))
                .maybeDate("createdAt")
                .maybeReference("createdBy", "Users")
                .maybeDate("updatedAt")
                .edges("watchers");
        sharing(draft);
        if (draft.chance(20)) {
            draft.date("date_created").maybeDate("last_edited");
        }
    }

    private static void sharing(Draft draft) {
        if (draft.chance(50)) {
            return;
        }
        var shared = new BsonArray();
        for (int people = draft.random.nextInt(5); people > 0; people--) {
            shared.add(draft.anyOf("Users"));
        }
        if (draft.chance(8)) {
            shared.add(BsonNull.VALUE);
        }
        draft.put("sharedWith", shared);
    }

    static void section(Draft draft) {
        draft.versionKey()
                .reference("board", "Boards")
                .text("title", draft.one("Backlog", "In progress", "Hotovo", "Čeká"))
                .maybeInteger("position", draft.random.nextInt(20));
    }

    static void task(Draft draft) {
        draft.integer("position", draft.random.nextInt(100))
                .maybeReference("section", "Sections")
                .maybeDate("lastEditedAt")
                .edges("documentIDs");
        common(draft);
        if (draft.ordinal == LONG_TEXT_AT) {
            draft.put("content", new BsonString("Zápis z jednání. Příliš žluťoučký kůň. ".repeat(5000)));
        }
        if (draft.chance(10)) {
            draft.reference("account", "crm_Accounts")
                    .maybeReference("opportunity", "crm_Opportunities")
                    .maybeReference("contact", "crm_Contacts");
        }
    }

    static void accountTask(Draft draft) {
        draft.maybeReference("account", "crm_Accounts");
        common(draft);
    }

    private static void common(Draft draft) {
        draft.versionKey()
                .text("title", draft.chance(20) ? "New task" : Vocabulary.phrase(draft.random))
                .maybeText("content", draft.chance(30) ? "" : Vocabulary.phrase(draft.random))
                .text("priority", draft.one("low", "medium", "high", "critical", "normal"))
                .maybeDate("createdAt")
                .maybeReference("createdBy", "Users")
                .maybeDate("updatedAt")
                .maybeReference("updatedBy", "Users")
                .maybeDate("dueDateAt")
                .maybeInteger("likes", draft.random.nextInt(30))
                .maybeReference("user", "Users")
                .maybePut("taskStatus", new BsonString(draft.one("ACTIVE", "PENDING", "COMPLETE")));
        if (draft.chance(40)) {
            draft.put("tags", JsonValues.any(draft.random, draft.anyOf("Users")));
        }
    }

    static void comment(Draft draft) {
        draft.versionKey().text("comment", Vocabulary.phrase(draft.random)).reference("user", "Users");
        if (draft.chance(95)) {
            draft.date("createdAt");
        }
        subject(draft);
    }

    /** Comments on CRM tasks hold that task's id in {@code task}; some say it in the right field too, or only there. */
    private static void subject(Draft draft) {
        switch (draft.random.nextInt(20)) {
            case 0, 1, 2, 3 -> draft.put("task", draft.anyOf("crm_Accounts_Tasks"));
            case 4 -> {
                var task = draft.anyOf("crm_Accounts_Tasks");
                draft.put("task", task).put("assigned_crm_account_task", task);
            }
            case 5 -> draft.put("assigned_crm_account_task", draft.anyOf("crm_Accounts_Tasks"));
            case 6 ->
                draft.put("task", taskOfItsOwn(draft))
                        .put("assigned_crm_account_task", draft.anyOf("crm_Accounts_Tasks"));
            case 7 -> draft.reference("task", "Tasks").put("assigned_crm_account_task", BsonNull.VALUE);
            default -> draft.reference("task", "Tasks");
        }
    }

    /** A task whose id no CRM task has: were it deleted, the comment would otherwise name two CRM tasks. */
    private static BsonValue taskOfItsOwn(Draft draft) {
        int ordinal = draft.random.nextInt(draft.ids().count("Tasks"));
        return draft.ids().id("Tasks", NextCrmIds.isShared(ordinal) ? ordinal - 1 : ordinal);
    }
}
