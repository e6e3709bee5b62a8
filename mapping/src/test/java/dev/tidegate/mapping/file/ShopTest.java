package dev.tidegate.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.ChildTable;
import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.CollectionMapping.IdKind;
import dev.tidegate.mapping.declaration.CollectionMapping.UnmappedFields;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.Junction.End;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Policies;
import dev.tidegate.mapping.declaration.Policies.Invalid;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each construct of the format, read into its declaration. */
class ShopTest {
    private static final Migration SHOP = MigrationFile.read(Path.of("../migrations/examples/shop/migration.yaml"));

    @Test
    void tablesStandInTheOrderOfTheFileWithChildrenBehindTheirParentAndJunctionsLast() {
        assertThat(SHOP.tables())
                .extracting(Table::name)
                .containsExactly(
                        "customers",
                        "products",
                        "product_images",
                        "orders",
                        "order_lines",
                        "order_address",
                        "select",
                        "product_groups",
                        "friends");
        assertThat(SHOP.tables()).extracting(Table::schema).containsOnly("Shop data");
    }

    @Test
    void renamesAndTags() {
        CollectionMapping customers = SHOP.collection("kunden");
        assertThat(customers.table()).isEqualTo("customers");
        assertThat(customers.idColumn()).isEqualTo("customer_id");
        assertThat(customers.tag()).isEqualTo(4711);
        assertThat(SHOP.table("customers").primaryKey()).containsExactly("customer_id");
        assertThat(column("kunden", "name").fields()).containsExactly("full_name");
        assertThat(SHOP.table("select").columns()).extracting(Column::name).containsExactly("id", "from", "quote\"d");
    }

    @Test
    void coalescesConstantsAndDefaults() {
        assertThat(column("kunden", "email").fields()).containsExactly("contact.email", "mail");
        assertThat(column("kunden", "source").constant()).contains("shop");
        assertThat(column("kunden", "source").fields()).isEmpty();
        assertThat(column("kunden", "since").whenAbsent()).contains(new Default.ObjectIdTime());
        assertThat(column("kunden", "credit").whenAbsent()).contains(new Default.Constant("0.00"));
        assertThat(column("kunden", "settings").whenAbsent())
                .contains(new Default.Constant("{\"newsletter\":false,\"tags\":[]}"));
        assertThat(column("products", "labels").whenAbsent()).contains(new Default.Constant("{}"));
        assertThat(column("orders", "state").valueMap()).isEqualTo(Map.of("open", "new", "shipped", "sent out"));
    }

    @Test
    void policiesOfFieldsOverrideTheMigrations() {
        assertThat(column("kunden", "order").policies().invalid()).isEqualTo(Invalid.NULL_AND_KEEP);
        assertThat(column("kunden", "email").policies().emptyAsNull()).isTrue();
        assertThat(column("kunden", "name").policies()).isEqualTo(Policies.DEFAULTS);
        assertThat(SHOP.collection("select").unmappedFields()).isEqualTo(UnmappedFields.IGNORE);
        assertThat(SHOP.collection("products").ids()).isEqualTo(IdKind.ANY);
    }

    @Test
    void referencesToOneOfSeveralNameTheColumnThatTakesTheId() {
        assertThat(column("orders", "about").reference().orElseThrow().candidates())
                .containsExactly(new Candidate("products", "about"), new Candidate("kunden", "about_customer"));
        assertThat(column("orders", "about_customer").fields()).isEmpty();
    }

    @Test
    void childTablesHaveOneOfTwoKeys() {
        assertThat(child("products").scalarColumn()).contains("url");
        assertThat(child("products").columns().get(0).fields()).isEmpty();
        assertThat(SHOP.table("product_images").primaryKey()).containsExactly("product_id", "position");
        assertThat(SHOP.table("product_images").column("position"))
                .isEqualTo(new Column("position", ColumnType.of(ColumnKind.INTEGER), false, Optional.empty()));
        ChildTable lines = child("orders");
        assertThat(lines.elementKey()).contains("sku");
        assertThat(lines.keyColumn()).isEqualTo("sku");
        assertThat(SHOP.table("order_lines").primaryKey()).containsExactly("order_id", "sku");
        assertThat(SHOP.table("order_lines").columns())
                .extracting(Column::name)
                .containsExactly("order_id", "sku", "product", "quantity", "price");
        assertThat(SHOP.table("order_lines").foreignKeys())
                .extracting(key -> key.name() + " " + key.referencedTable() + " " + key.onDelete())
                .containsExactly(
                        "order_lines_order_id_fkey orders CASCADE", "order_lines_product_fkey products RESTRICT");
    }

    @Test
    void junctionsHaveOneOwnerOrTwo() {
        assertThat(SHOP.junctions().get(0).isUnion()).isFalse();
        assertThat(SHOP.junctions().get(0).right()).isEqualTo(new End("products", "product_id", Optional.empty()));
        assertThat(SHOP.junctions().get(1).isUnion()).isTrue();
    }

    @Test
    void topLevelFieldsReadAreThoseOfAllDeclarations() {
        assertThat(SHOP.topLevelFieldsRead("kunden"))
                .containsExactlyInAnyOrder(
                        "_id",
                        "full_name",
                        "contact",
                        "mail",
                        "createdAt",
                        "created_on",
                        "credit",
                        "settings",
                        "größe",
                        "order",
                        "favourites",
                        "invitedBy",
                        "legacyFlags",
                        "friendIds",
                        "friendOf");
        assertThat(SHOP.topLevelFieldsRead("orders"))
                .containsExactlyInAnyOrder(
                        "_id", "customer", "state", "placedAt", "gift", "about", "lines", "shipping");
        assertThat(SHOP.topLevelFieldsRead("select")).contains("members");
        assertThat(SHOP.topLevelFieldsRead("products")).doesNotContain("members");
    }

    @Test
    void hasAllLabelsAsTheyAreWritten() {
        assertThat(SHOP.enumType("order state").labels()).isEqualTo(List.of("new", "paid", "sent out", "customer's"));
    }

    private static ChildTable child(String collection) {
        return SHOP.collection(collection).children().get(0);
    }

    private static ColumnMapping column(String collection, String column) {
        return SHOP.collection(collection).columns().stream()
                .filter(each -> each.column().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
