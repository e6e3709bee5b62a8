package dev.tidegate.cli.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** NextCRM's schema as its documentation states it, written down here again: nothing is read from the migration file. */
final class Facts {
    /** Fields removed from the schema over time, and some that it never had. */
    static final Map<String, String> UNKNOWN = byCollection("""
            Invoices: invoice_state user account inovice_currency partner_address
            crm_Accounts: date_created date_last_modified created_by connected_contacts
            Documents: account
            Tasks: account opportunity contact
            crm_Leads: date_created date_modify last_activity_by
            system_Modules_Enabled: icon open route menuItem
            Boards: date_created last_edited
            Users: emailVerified image
            ImageUpload: url
            """);

    /** Required, with a default in the migration file: constants, {@code __v}, the creation time. */
    static final Map<String, String> WITH_DEFAULT = byCollection("""
            crm_Industry_Type: __v
            Documents_Types: __v
            system_Modules_Enabled: __v
            systemServices: __v
            gpt_models: __v
            Users: __v is_account_admin is_admin created_on userStatus userLanguage
            MyAccount: __v is_person
            Employees: __v
            crm_Accounts: __v createdAt
            crm_campaigns: __v
            crm_Opportunities_Sales_Stages: __v
            crm_Opportunities_Type: __v
            crm_Contacts: __v status
            crm_Leads: __v
            crm_Opportunities: __v budget createdAt expected_revenue
            crm_Contracts: __v status
            Boards: __v
            Sections: __v
            Tasks: __v
            crm_Accounts_Tasks: __v
            tasksComments: __v createdAt
            Invoices: date_created visibility
            secondBrain_notions: __v
            openAi_keys: __v
            """);

    static final Map<String, String> REQUIRED = byCollection("""
            crm_Industry_Type: name
            Documents_Types: name
            invoice_States: name
            system_Modules_Enabled: name enabled position
            modulStatus: name isVisible
            systemServices: name
            gpt_models: model
            Users: email
            MyAccount: company_name VAT_number
            Employees: avatar name salary status
            TodoList: createdAt description title url user
            crm_Accounts: name
            crm_campaigns: name
            crm_Opportunities_Sales_Stages: name
            crm_Opportunities_Type: name
            crm_Contacts: last_name
            crm_Leads: lastName
            crm_Contracts: title value
            Boards: description title user
            Sections: board title
            Tasks: position priority title
            crm_Accounts_Tasks: priority title
            tasksComments: comment user
            Documents: document_name document_file_mimeType document_file_url
            Invoices: last_updated invoice_file_mimeType invoice_file_url
            secondBrain_notions: user notion_api_key notion_db_id
            openAi_keys: user organization_id api_key
            """);

    static final Map<String, List<String>> ENUMS = Map.of(
            "crm_Opportunities.status", List.of("ACTIVE", "INACTIVE", "PENDING", "CLOSED", "Active"),
            "crm_Contracts.status", List.of("NOTSTARTED", "INPROGRESS", "SIGNED"),
            "Documents.document_system_type", List.of("INVOICE", "RECEIPT", "CONTRACT", "OFFER", "OTHER"),
            "Tasks.taskStatus", List.of("ACTIVE", "PENDING", "COMPLETE"),
            "crm_Accounts_Tasks.taskStatus", List.of("ACTIVE", "PENDING", "COMPLETE"),
            "Users.userStatus", List.of("ACTIVE", "INACTIVE", "PENDING"),
            "Users.userLanguage", List.of("cz", "en", "de", "uk"),
            "gpt_models.status", List.of("ACTIVE", "INACTIVE"));

    /** Old values that the migration file maps. */
    static final Map<String, List<String>> MAPPED =
            Map.of("crm_Opportunities.status", List.of("Active"), "crm_Contacts.status", List.of("Active", "Inactive"));

    static final Map<String, String> FOREIGN_KEYS = targets("""
            crm_Accounts: industry=crm_Industry_Type assigned_to=Users
            crm_Contacts: assigned_to=Users created_by=Users accountsIDs=crm_Accounts
            crm_Leads: assigned_to=Users accountsIDs=crm_Accounts
            crm_Opportunities: type=crm_Opportunities_Type sales_stage=crm_Opportunities_Sales_Stages
            crm_Opportunities: assigned_to=Users created_by=Users account=crm_Accounts campaign=crm_campaigns
            crm_Contracts: account=crm_Accounts assigned_to=Users
            Boards: user=Users
            Sections: board=Boards
            Tasks: section=Sections user=Users
            crm_Accounts_Tasks: user=Users account=crm_Accounts
            tasksComments: user=Users assigned_crm_account_task=crm_Accounts_Tasks
            Documents: created_by_user=Users document_type=Documents_Types assigned_user=Users
            Invoices: invoice_state_id=invoice_States assigned_user_id=Users assigned_account_id=crm_Accounts
            secondBrain_notions: user=Users
            openAi_keys: user=Users
            """);

    /** They carry ids, and no foreign key was ever declared. */
    static final Map<String, String> PLAIN_REFERENCES = targets("""
            crm_Accounts: createdBy=Users updatedBy=Users
            crm_Contacts: account=crm_Accounts createdBy=Users updatedBy=Users last_activity_by=Users
            crm_Leads: createdBy=Users updatedBy=Users
            crm_Opportunities: contact=crm_Contacts createdBy=Users updatedBy=Users last_activity_by=Users
            crm_Contracts: createdBy=Users updatedBy=Users
            Boards: createdBy=Users updatedBy=Users sharedWith=Users
            Tasks: createdBy=Users updatedBy=Users
            crm_Accounts_Tasks: createdBy=Users updatedBy=Users
            Documents: createdBy=Users
            Invoices: last_updated_by=Users
            """);

    /** Left and right end of each many-to-many; the fifth has no array at its right. */
    static final List<String[]> EDGES = List.of(
            edge("Documents.invoiceIDs", "Invoices.connected_documents"),
            edge("Documents.opportunityIDs", "crm_Opportunities.connected_documents"),
            edge("Documents.contactsIDs", "crm_Contacts.documentsIDs"),
            edge("Documents.tasksIDs", "Tasks.documentIDs"),
            edge("Documents.crm_accounts_tasksIDs", "crm_Accounts_Tasks."),
            edge("Documents.leadsIDs", "crm_Leads.documentsIDs"),
            edge("Documents.accountsIDs", "crm_Accounts.documentsIDs"),
            edge("crm_Accounts.watchers", "Users.watching_accountsIDs"),
            edge("Boards.watchers", "Users.watching_boardsIDs"),
            edge("crm_Contacts.opportunitiesIDs", "crm_Opportunities.connected_contacts"));

    /** Types that old documents hold in place of the field's own, by what became of the field. */
    static final Map<String, String> CHANGED_TYPES = targets("""
            crm_Opportunities: budget=string expected_revenue=string
            crm_Contacts: accountsIDs=array
            Invoices: visibility=string
            """);

    static final List<String> REMOVED_COLLECTIONS =
            List.of("Account", "Session", "SetupIndustry", "Translation", "User", "VerificationToken", "crm_campains");

    private Facts() {}

    private static String[] edge(String left, String right) {
        return new String[] {left, right};
    }

    /** {@code Collection.field} → the collection. */
    private static Map<String, String> byCollection(String table) {
        Map<String, String> fields = new LinkedHashMap<>();
        table.lines().forEach(line -> {
            String collection = line.substring(0, line.indexOf(':'));
            for (String field : line.substring(line.indexOf(':') + 2).split(" ")) {
                fields.put(collection + "." + field, collection);
            }
        });
        return fields;
    }

    /** {@code Collection.field} → what stands after the equals sign. */
    private static Map<String, String> targets(String table) {
        Map<String, String> fields = new LinkedHashMap<>();
        byCollection(table).keySet().forEach(entry -> {
            int equals = entry.indexOf('=');
            fields.put(entry.substring(0, equals), entry.substring(equals + 1));
        });
        return fields;
    }
}
