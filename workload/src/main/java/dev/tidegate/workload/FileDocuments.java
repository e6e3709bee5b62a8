package dev.tidegate.workload;

import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;

/** Documents and invoices, with what the invoice reader (Rossum) left in them. */
final class FileDocuments {
    private FileDocuments() {}

    static void document(Draft draft) {
        draft.maybePut("__v", draft.integral(0))
                .text("document_name", draft.one("smlouva", "faktura", "nabídka", "scan") + draft.ordinal + ".pdf")
                .text("document_file_mimeType", draft.one("image/png", "application/pdf", "application/docs"))
                .text("document_file_url", "https://files.example.com/" + draft.ordinal)
                .maybeText("description", "new document")
                .maybeReference("document_type", "Documents_Types")
                .maybeBool("favourite")
                .maybeText("status", "new")
                .maybeText("visibility", draft.one("public", "private"))
                .maybeText("key", Vocabulary.token(draft.random, ""))
                .maybeInteger("size", draft.random.nextInt(20_000_000))
                .maybeReference("assigned_user", "Users")
                .maybePut(
                        "document_system_type",
                        new BsonString(draft.one("INVOICE", "RECEIPT", "CONTRACT", "OFFER", "OTHER")));
        documentDoubles(draft);
        draft.edges("invoiceIDs")
                .edges("opportunityIDs")
                .edges("contactsIDs")
                .edges("tasksIDs")
                .edges("leadsIDs");
        draft.edges("accountsIDs").edges("crm_accounts_tasksIDs");
        if (draft.chance(15)) {
            draft.put("crm_accounts_tasksIDs", draft.anyOf("crm_Accounts_Tasks"));
        }
        documentLists(draft);
    }

    private static void documentDoubles(Draft draft) {
        if (draft.chance(70)) {
            draft.maybeReference("createdBy", "Users").maybeDate("createdAt").maybeDate("updatedAt");
        } else {
            draft.maybeReference("created_by_user", "Users")
                    .maybeDate("date_created")
                    .maybeDate("last_updated");
        }
        if (draft.chance(8)) {
            draft.reference("account", "crm_Accounts");
        }
    }

    private static void documentLists(Draft draft) {
        if (draft.chance(40)) {
            draft.put("tags", JsonValues.any(draft.random, draft.anyOf("Users")));
        }
        switch (draft.random.nextInt(10)) {
            case 0 -> draft.put("connected_documents", new BsonArray());
            case 1 ->
                draft.put(
                        "connected_documents",
                        new BsonArray(List.of(
                                new BsonString(draft.anyOf("Documents")
                                        .asObjectId()
                                        .getValue()
                                        .toHexString()),
                                new BsonString(""))));
            case 2 ->
                draft.put(
                        "connected_documents",
                        new BsonArray(List.of(new BsonInt32(7), BsonNull.VALUE, BsonBoolean.TRUE)));
            case 3 -> draft.put("connected_documents", BsonNull.VALUE);
            default -> draft.document.remove("connected_documents");
        }
    }

    static void invoice(Draft draft) {
        draft.maybePut("__v", draft.integral(0))
                .date("last_updated")
                .maybeReference("last_updated_by", "Users")
                .maybeDate("date_received")
                .maybeDate("date_of_case")
                .maybeDate("date_tax")
                .maybeDate("date_due")
                .maybeText("description", "Incoming invoice")
                .maybeText("document_type", draft.one("invoice", "tax_invoice"))
                .maybeBool("favorite")
                .text("invoice_file_mimeType", "application/pdf")
                .text("invoice_file_url", "https://files.example.com/invoices/" + draft.ordinal)
                .maybeText("status", "new")
                .maybeReference("invoice_state_id", "invoice_States")
                .maybeReference("assigned_user_id", "Users")
                .maybeReference("assigned_account_id", "crm_Accounts")
                .edges("connected_documents");
        if (draft.chance(95)) {
            draft.date("date_created");
        }
        if (draft.chance(95)) {
            draft.bool("visibility", draft.chance(80));
        }
        symbols(draft);
        partner(draft);
        rossum(draft);
        invoiceLegacy(draft);
    }

    private static void symbols(Draft draft) {
        draft.looseText("variable_symbol", String.valueOf(2023_0000 + draft.ordinal))
                .maybeText("constant_symbol", "0308")
                .maybeText("specific_symbol", "")
                .maybeText("order_number", "OBJ-" + draft.ordinal)
                .maybeText("invoice_number", "FV" + draft.ordinal)
                .looseText("invoice_amount", draft.random.nextInt(90_000) + ".50")
                .maybeText("invoice_type", "Taxable document")
                .maybeText("invoice_currency", draft.one("czk", "CZK", "eur"))
                .maybeText("invoice_language", "ces");
    }

    private static void partner(Draft draft) {
        draft.maybeText("partner", Vocabulary.one(draft.random, Vocabulary.COMPANIES))
                .maybeText("partner_street", Vocabulary.street(draft.random))
                .maybeText("partner_city", Vocabulary.one(draft.random, Vocabulary.CITIES))
                .looseText("partner_zip", Vocabulary.postalCode(draft.random))
                .maybeText("partner_country", Vocabulary.one(draft.random, Vocabulary.COUNTRIES))
                .maybeText("partner_VAT_number", "CZ12345678")
                .maybeText("partner_TAX_number", "")
                .maybeText("partner_email", "fakturace@example.cz")
                .maybeBool("partner_is_person")
                .maybeText("partner_account_number", "2300123456")
                .maybeText("partner_account_bank_number", "2010")
                .maybeText("partner_IBAN", "CZ6508000000192000145399");
    }

    private static void rossum(Draft draft) {
        if (draft.chance(40)) {
            return;
        }
        draft.maybeText("rossum_status", draft.one("importing", "confirmed"))
                .looseText("rossum_annotation_id", String.valueOf(4_000_000 + draft.ordinal))
                .maybeText("rossum_annotation_url", "https://rossum.example.com/annotations/" + draft.ordinal)
                .maybeText("rossum_document_id", "")
                .maybeText("money_s3_url", "https://s3.example.com/" + draft.ordinal + ".xml")
                .put("invoice_items", JsonValues.invoiceItems(draft.random));
    }

    private static void invoiceLegacy(Draft draft) {
        if (draft.chance(10)) {
            draft.reference("invoice_state", "invoice_States")
                    .maybeReference("user", "Users")
                    .maybeReference("account", "crm_Accounts")
                    .put("inovice_currency", new BsonString("CZK"))
                    .put("partner_address", new BsonDocument("street", new BsonString("Dlouhá 1")));
        }
    }
}
