package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.evidence.Referred;
import dev.tidegate.preflight.infer.shape.Carrier;
import dev.tidegate.preflight.infer.shape.FieldShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonType;

/** Makes a table of a list. */
final class ChildInference {
    /** Names that say that a value tells elements apart. Others may be unique by chance. */
    private static final Pattern IDENTIFYING =
            Pattern.compile("_id|id|key|code|sku|slug|uuid|guid|number|no|nr|num|locale|lang|language");

    private static final int ENOUGH_LISTS = 10;

    private final FieldsInference fields;
    private final NameScope tables;

    ChildInference(FieldsInference fields, NameScope tables) {
        this.fields = fields;
        this.tables = tables;
    }

    ChildDraft of(
            TableBuilder owner,
            FieldShape list,
            FieldShape element,
            String evidence,
            List<String> notes,
            List<Question> questions) {
        TableBuilder child = new TableBuilder(tables.claim(owner.table() + "_" + String.join("_", list.path())));
        String parent = claimParent(child, owner, element);
        Optional<FieldShape> key = key(element);
        String keyColumn = key.isPresent() ? child.names().claim(key.get().name()) : claimOrdinal(child, element);
        key.ifPresent(each -> child.columns().add(keyColumn(each, keyColumn, element.documents())));
        fields.elements(element, key, child);
        questions.addAll(child.questions());
        List<String> all = new ArrayList<>(notes);
        all.addAll(child.notes());
        key.ifPresent(each -> all.add(each.name() + " is unique within each of "
                + Evidence.number(each.listsWhereUnique()) + " lists of several"));
        return new ChildDraft(
                child.table(),
                String.join(".", list.path()),
                parent,
                key.map(FieldShape::name),
                keyColumn,
                Optional.empty(),
                child.columns(),
                List.of(),
                evidence,
                all);
    }

    /** Ids of documents of several collections: no junction can hold them. */
    ChildDraft ofIds(TableBuilder owner, FieldShape list, Referred to, String evidence, List<String> notes) {
        String table = tables.claim(owner.table() + "_" + String.join("_", list.path()));
        ColumnDraft id = new ColumnDraft(
                "id", "uuid", true, Optional.empty(), Optional.of(to), false, false, false, "", List.of());
        return new ChildDraft(
                table,
                String.join(".", list.path()),
                "parent_id",
                Optional.empty(),
                "position",
                Optional.of("id"),
                List.of(id),
                List.of(),
                evidence,
                notes);
    }

    private static String claimParent(TableBuilder child, TableBuilder owner, FieldShape element) {
        String wanted = NameOfRow.of(owner.table()) + "_id";
        return child.names().claim(element.existing(wanted).isPresent() ? "parent_id" : wanted);
    }

    private static String claimOrdinal(TableBuilder child, FieldShape element) {
        for (String name : List.of("position", "ordinal", "list_position")) {
            if (element.existing(name).isEmpty()) {
                return child.names().claim(name);
            }
        }
        return child.names().claim("list_position");
    }

    private static Optional<FieldShape> key(FieldShape element) {
        return element.fields().stream()
                .filter(field -> IDENTIFYING.matcher(field.name()).matches())
                .filter(field -> field.scalars().values() == element.documents())
                .filter(field -> field.listsWhereNoKey() == 0 && field.listsWhereUnique() >= ENOUGH_LISTS)
                .filter(field -> isOfOneKind(field, element.documents()))
                .findFirst();
    }

    private static boolean isOfOneKind(FieldShape field, long elements) {
        return field.scalars().of(BsonType.STRING) == elements
                || field.scalars().of(BsonType.OBJECT_ID) == elements
                || isWhole(field, elements);
    }

    private static boolean isWhole(FieldShape field, long elements) {
        return field.scalars().of(BsonType.INT32) + field.scalars().of(BsonType.INT64) == elements;
    }

    private static ColumnDraft keyColumn(FieldShape field, String name, long elements) {
        String type = !isWhole(field, elements)
                ? "text"
                : field.scalars().carriedBy(Carrier.INTEGER) == elements ? "integer" : "bigint";
        return new ColumnDraft(
                name,
                type,
                true,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                Evidence.of(field, elements),
                List.of());
    }
}
