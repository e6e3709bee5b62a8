package dev.tidegate.mapping.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidegate.mapping.declaration.DocumentTable.Owner;
import dev.tidegate.mapping.file.MigrationFile;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTableTest {
    private static final Migration SHOP = MigrationFile.read(Path.of("../migrations/examples/shop/migration.yaml"));

    @Test
    void aCollectionHasItsTableChildrenAndTidegatesOwn() {
        assertThat(DocumentTable.of(SHOP, SHOP.collection("orders")))
                .extracting(DocumentTable::kind, DocumentTable::name, DocumentTable::idColumn)
                .containsExactly(
                        tuple(TableKind.ENTITY, "orders", "id"),
                        tuple(TableKind.CHILD, "order_lines", "order_id"),
                        tuple(TableKind.CHILD, "order_address", "order_id"),
                        tuple(TableKind.UNMAPPED, "tidegate.unmapped", "id"),
                        tuple(TableKind.DEAD_LETTER, "tidegate.dead_letter", "document_id"),
                        tuple(TableKind.ID_MAP, "tidegate.id_map", "id"));
    }

    @Test
    void aJunctionWithinOneCollectionStandsOnceForEachEnd() {
        assertThat(DocumentTable.of(SHOP, SHOP.collection("kunden")))
                .filteredOn(each -> each.kind() == TableKind.JUNCTION)
                .extracting(DocumentTable::kind, DocumentTable::name, DocumentTable::idColumn)
                .containsExactly(
                        tuple(TableKind.JUNCTION, "friends", "customer_id"),
                        tuple(TableKind.JUNCTION, "friends", "friend_id"));
    }

    @Test
    void rowsOfTidegatesOwnTablesNameTheCollectionOrItsTable() {
        assertThat(DocumentTable.of(SHOP, SHOP.collection("kunden")))
                .filteredOn(each -> each.owner().isPresent())
                .extracting(DocumentTable::name, DocumentTable::owner)
                .containsExactly(
                        tuple("tidegate.unmapped", Optional.of(new Owner("table", "customers"))),
                        tuple("tidegate.dead_letter", Optional.of(new Owner("collection", "kunden"))),
                        tuple("tidegate.id_map", Optional.of(new Owner("collection", "kunden"))));
    }

    @Test
    void everyTableWithATopicHasRowsOfDocuments() {
        assertThat(DocumentTable.of(SHOP))
                .extracting(DocumentTable::table)
                .containsAll(SHOP.tablesWithTopic())
                .isSubsetOf(SHOP.tablesWithTopic());
    }
}
