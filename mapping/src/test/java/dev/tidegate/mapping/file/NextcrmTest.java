package dev.tidegate.mapping.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.mapping.declaration.CollectionMapping;
import dev.tidegate.mapping.declaration.Column;
import dev.tidegate.mapping.declaration.ColumnKind;
import dev.tidegate.mapping.declaration.ColumnMapping;
import dev.tidegate.mapping.declaration.ColumnMapping.Default;
import dev.tidegate.mapping.declaration.ColumnType;
import dev.tidegate.mapping.declaration.EnumType;
import dev.tidegate.mapping.declaration.ForeignKey;
import dev.tidegate.mapping.declaration.ForeignKey.OnDelete;
import dev.tidegate.mapping.declaration.ForeignKey.OnUpdate;
import dev.tidegate.mapping.declaration.Index;
import dev.tidegate.mapping.declaration.Index.Method;
import dev.tidegate.mapping.declaration.Junction;
import dev.tidegate.mapping.declaration.Migration;
import dev.tidegate.mapping.declaration.Reference.Candidate;
import dev.tidegate.mapping.declaration.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The numbers are the facts of NextCRM's schema, counted there and not in the file. */
class NextcrmTest {
    private static final Migration NEXTCRM = MigrationFile.read(Path.of("../migrations/nextcrm/migration.yaml"));

    @Test
    void coversCollectionsJunctionsAndEnums() {
        assertThat(NEXTCRM.collections()).hasSize(29);
        assertThat(NEXTCRM.junctions()).hasSize(10);
        assertThat(NEXTCRM.tables()).hasSize(39);
        assertThat(NEXTCRM.enums()).hasSize(10);
        assertThat(NEXTCRM.enums().stream()
                        .mapToInt(type -> type.labels().size())
                        .sum())
                .isEqualTo(33);
        assertThat(NEXTCRM.enumType("Language")).isEqualTo(new EnumType("Language", List.of("cz", "en", "de", "uk")));
        assertThat(NEXTCRM.junctions().stream()
                        .filter(junction -> !junction.isUnion())
                        .map(Junction::table))
                .containsExactly("DocumentsToCrmAccountsTasks");
    }

    @Test
    void hasEveryColumnWithItsType() {
        Map<String, Long> types = entityTables()
                .flatMap(table -> table.columns().stream())
                .map(Column::type)
                .collect(Collectors.groupingBy(
                        type -> type.kind() == ColumnKind.ENUM ? "enum" : type.sql(), Collectors.counting()));
        assertThat(types)
                .isEqualTo(Map.of(
                        "text", 197L,
                        "uuid", 83L,
                        "timestamp(3)", 43L,
                        "integer", 40L,
                        "boolean", 11L,
                        "jsonb", 4L,
                        "text[]", 3L,
                        "uuid[]", 1L,
                        "enum", 8L));
        assertThat(entityTables().mapToInt(table -> table.columns().size()).sum())
                .isEqualTo(390);
    }

    @Test
    void declaresForeignKeysAsTheApplicationDoes() {
        List<ForeignKey> ofEntities =
                entityTables().flatMap(table -> table.foreignKeys().stream()).toList();
        List<ForeignKey> all = NEXTCRM.tables().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .toList();
        assertThat(ofEntities).hasSize(32);
        assertThat(all).hasSize(52).allMatch(key -> key.onUpdate() == OnUpdate.CASCADE);
        assertThat(count(ofEntities, OnDelete.RESTRICT)).isEqualTo(5);
        assertThat(count(ofEntities, OnDelete.CASCADE)).isEqualTo(1);
        assertThat(count(ofEntities, OnDelete.SET_NULL)).isEqualTo(26);
        assertThat(NEXTCRM.table("Sections").foreignKeys())
                .containsExactly(new ForeignKey(
                        "Sections_board_fkey", "board", "Boards", "id", OnDelete.RESTRICT, OnUpdate.CASCADE));
        assertThat(NEXTCRM.table("AccountWatchers").foreignKeys())
                .extracting(ForeignKey::name)
                .containsExactly("AccountWatchers_account_id_fkey", "AccountWatchers_user_id_fkey");
    }

    @Test
    void hasAllIndexesOfThreeTiers() {
        List<Index> indexes = NEXTCRM.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .toList();
        assertThat(indexes.stream().filter(index -> !index.unique() && index.tier() < 3))
                .hasSize(120);
        assertThat(indexes.stream().filter(Index::unique).map(Index::name)).containsExactly("Users_email_key");
        List<Index> third = indexes.stream().filter(index -> index.tier() == 3).toList();
        assertThat(third.stream().filter(index -> index.expression().isPresent()))
                .hasSize(8)
                .allMatch(index -> index.method() == Method.GIN && index.name().endsWith("_fts_idx"));
        assertThat(third.stream()
                        .filter(index -> index.name().endsWith("_gin_idx"))
                        .map(Index::name))
                .containsExactly(
                        "crm_Contacts_notes_gin_idx",
                        "Tasks_tags_gin_idx",
                        "crm_Accounts_Tasks_tags_gin_idx",
                        "Documents_tags_gin_idx",
                        "Invoices_invoice_items_gin_idx");
        assertThat(third.stream().filter(index -> index.where().isPresent()).map(Index::name))
                .containsExactly("Users_userStatus_active_idx");
        assertThat(third).hasSize(14);
    }

    @Test
    void statesDefaultsAndMapsAsAgreed() {
        List<Default> defaults = NEXTCRM.collections().stream()
                .flatMap(collection -> collection.columns().stream())
                .flatMap(column -> column.whenAbsent().stream())
                .toList();
        assertThat(defaults.stream().filter(Default.ObjectIdTime.class::isInstance))
                .hasSize(5);
        long versions = NEXTCRM.collections().stream()
                .flatMap(collection -> collection.columns().stream())
                .filter(column -> column.column().equals("__v") && column.required())
                .peek(column -> assertThat(column.whenAbsent()).contains(new Default.Constant("0")))
                .count();
        assertThat(versions).isEqualTo(23);
        // 14 with a constant default in the schema, 4 of them versions that are among the 23.
        assertThat(defaults.stream().filter(Default.Constant.class::isInstance)).hasSize(23 + 14 - 4);
        assertThat(column("crm_Opportunities", "status").valueMap()).isEqualTo(Map.of("Active", "ACTIVE"));
        assertThat(column("crm_Contacts", "status").valueMap())
                .isEqualTo(Map.of("Active", "true", "Inactive", "false"));
    }

    @Test
    void sendsCommentsOfCrmTasksToTheColumnMeantForThem() {
        CollectionMapping comments = NEXTCRM.collection("tasksComments");
        assertThat(column("tasksComments", "task").reference().orElseThrow().candidates())
                .containsExactly(
                        new Candidate("Tasks", "task"),
                        new Candidate("crm_Accounts_Tasks", "assigned_crm_account_task"));
        assertThat(comments.requireAnyOf()).containsExactly(List.of("task", "assigned_crm_account_task"));
        assertThat(NEXTCRM.table("tasksComments").column("task"))
                .isEqualTo(new Column("task", ColumnType.of(ColumnKind.UUID), true, Optional.empty()));
    }

    @Test
    void leavesNoStoredFieldOfTheLastSchemaUnmapped() {
        assertThat(NEXTCRM.topLevelFieldsRead("Documents")).contains("_id", "invoiceIDs", "accountsIDs", "tags");
        int fields = NEXTCRM.collections().stream()
                .mapToInt(each -> NEXTCRM.topLevelFieldsRead(each.collection()).size())
                .sum();
        assertThat(fields).isEqualTo(409);
    }

    private static Stream<Table> entityTables() {
        return NEXTCRM.collections().stream().map(mapping -> NEXTCRM.table(mapping.table()));
    }

    private static long count(List<ForeignKey> keys, OnDelete onDelete) {
        return keys.stream().filter(key -> key.onDelete() == onDelete).count();
    }

    private static ColumnMapping column(String collection, String column) {
        return NEXTCRM.collection(collection).columns().stream()
                .filter(each -> each.column().equals(column))
                .findFirst()
                .orElseThrow();
    }
}
