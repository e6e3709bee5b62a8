package dev.tidegate.workload;

import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A way to spoil a good document so that it must become a dead letter.
 *
 * @param reason the code that {@code tidegate.dead_letter} must give
 * @param field the one field that is spoilt; {@code _id} only in documents that are new
 */
record Fault(String collection, String reason, String field, Consumer<Draft> spoil) {
    private static final byte[] UUID_BYTES = new byte[16];

    /** Ordinals of {@code crm_Accounts_Tasks} that conflicts name: their documents must stay. */
    static final int KEPT_ACCOUNT_TASKS = 2;

    static final List<Fault> ALL = List.of(
            absent("Users", "email"),
            value("Users", "invalid-enum", "userLanguage", new BsonString("fr")),
            value("Users", "wrong-type", "userStatus", new BsonInt32(1)),
            value("Users", "not-exact", "is_admin", new BsonString("yes")),
            value("Users", "wrong-type", "lastLoginAt", new BsonInt64(1_690_000_000_000L)),
            value("Employees", "out-of-range", "salary", new BsonInt64(4_000_000_000L)),
            value("crm_Accounts", "not-exact", "createdAt", new BsonString("2023-02-30T10:00:00Z")),
            value("crm_Accounts", "wrong-type", "name", new BsonDocument("cs", new BsonString("Firma"))),
            absent("crm_Contacts", "last_name"),
            value("crm_Contacts", "not-exact", "status", new BsonString("unknown")),
            value("crm_Contacts", "wrong-type", "assigned_to", new BsonBinary((byte) 4, UUID_BYTES)),
            newId("crm_Leads", new BsonString("lead-")),
            value("crm_Leads", "not-exact", "createdAt", new BsonString("2023-07-22T10:00:00")),
            value("crm_Opportunities", "not-exact", "campaign", new BsonString("Jarní rozesílka")),
            value("crm_Opportunities", "not-exact", "budget", new BsonString("1 500 000 Kč")),
            value("crm_Opportunities", "invalid-enum", "status", new BsonString("closed")),
            value("crm_Opportunities", "not-exact", "expected_revenue", new BsonDouble(Double.NaN)),
            value("crm_Contracts", "not-exact", "value", new BsonDouble(3.5)),
            value("crm_Contracts", "out-of-range", "value", new BsonDouble(1e12)),
            value("crm_Contracts", "invalid-enum", "status", new BsonString("")),
            absent("Boards", "user"),
            value("Boards", "wrong-type", "sharedWith", new BsonArray(List.of(new BsonBoolean(true)))),
            value("Sections", "not-exact", "position", new BsonString("abc")),
            value("Tasks", "invalid-enum", "taskStatus", new BsonString("Done")),
            value("Tasks", "not-exact", "position", new BsonString("007")),
            value("Tasks", "wrong-type", "likes", new BsonBoolean(true)),
            value("Tasks", "out-of-range", "dueDateAt", new BsonDateTime(9_300_000_000_000_000L)),
            value("tasksComments", "wrong-type", "comment", new BsonArray(List.of(new BsonArray()))),
            new Fault("tasksComments", "conflict", "assigned_crm_account_task", Fault::twoAccountTasks),
            new Fault("tasksComments", "required-absent", "task", Fault::noTask),
            value("Documents", "wrong-type", "invoiceIDs", new BsonArray(List.of(new BsonDocument()))),
            value("Documents", "out-of-range", "size", new BsonInt64(Long.MAX_VALUE)),
            absent("Invoices", "last_updated"),
            value("Invoices", "not-exact", "visibility", new BsonString("public")),
            value("Invoices", "not-exact", "connected_documents", new BsonString("faktura.pdf")));

    static List<Fault> of(String collection) {
        return ALL.stream().filter(fault -> fault.collection.equals(collection)).toList();
    }

    boolean needsNewId() {
        return field.equals("_id");
    }

    private static Fault value(String collection, String reason, String field, BsonValue value) {
        return new Fault(collection, reason, field, draft -> draft.document.put(field, value));
    }

    private static Fault absent(String collection, String field) {
        return new Fault(collection, "required-absent", field, draft -> draft.document.remove(field));
    }

    private static Fault newId(String collection, BsonString prefix) {
        return new Fault(
                collection,
                "wrong-id-type",
                "_id",
                draft -> draft.document.put("_id", new BsonString(prefix.getValue() + draft.ordinal)));
    }

    private static void twoAccountTasks(Draft draft) {
        draft.document.put("task", new BsonObjectId(draft.ids().id("crm_Accounts_Tasks", 0)));
        draft.document.put(
                "assigned_crm_account_task", new BsonObjectId(draft.ids().id("crm_Accounts_Tasks", 1)));
    }

    private static void noTask(Draft draft) {
        draft.document.remove("task");
        draft.document.remove("assigned_crm_account_task");
    }
}
