package dev.tidegate.workload;

import static dev.tidegate.workload.Fault.absent;
import static dev.tidegate.workload.Fault.stringId;
import static dev.tidegate.workload.Fault.value;

import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Documents of NextCRM that no row can hold. */
final class NextCrmFaults {
    /** These two say what the other means: never written one without the other. */
    static final Set<String> COMMENT_SUBJECT = Set.of("task", "assigned_crm_account_task");

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
            stringId("crm_Leads"),
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
            new Fault(
                    "tasksComments", "conflict", "assigned_crm_account_task", COMMENT_SUBJECT, NextCrmFaults::twoTasks),
            new Fault("tasksComments", "required-absent", "task", COMMENT_SUBJECT, NextCrmFaults::noTask),
            value("Documents", "wrong-type", "invoiceIDs", new BsonArray(List.of(new BsonDocument()))),
            value("Documents", "out-of-range", "size", new BsonInt64(Long.MAX_VALUE)),
            absent("Invoices", "last_updated"),
            value("Invoices", "not-exact", "visibility", new BsonString("public")),
            value("Invoices", "not-exact", "connected_documents", new BsonString("faktura.pdf")));

    private NextCrmFaults() {}

    private static void twoTasks(BsonDocument comment, Ids ids) {
        comment.put("task", ids.id("crm_Accounts_Tasks", 0));
        comment.put("assigned_crm_account_task", ids.id("crm_Accounts_Tasks", 1));
    }

    private static void noTask(BsonDocument comment, Ids ids) {
        COMMENT_SUBJECT.forEach(comment::remove);
    }
}
