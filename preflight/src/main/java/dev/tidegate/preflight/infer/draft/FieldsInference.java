package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.draft.TableBuilder.IdArrayDraft;
import dev.tidegate.preflight.infer.evidence.NameLikeness;
import dev.tidegate.preflight.infer.evidence.References;
import dev.tidegate.preflight.infer.evidence.Referred;
import dev.tidegate.preflight.infer.shape.Carrier;
import dev.tidegate.preflight.infer.shape.FieldShape;
import dev.tidegate.preflight.infer.shape.ScalarForms;
import dev.tidegate.preflight.infer.shape.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonType;

/** Decides what becomes of each field of a document, or of a list's elements. */
final class FieldsInference {
    private static final double NEARLY_ALL = 0.95;
    private static final double MOST_IDS = 0.9;
    private static final double IDS_OF_ARRAYS = 0.97;
    private static final int SMALL_OBJECT = 12;
    private static final int FEW_FIELDS = 4;
    private static final double REGULAR = 0.25;
    /** Fewer documents do not prove that the next one has the field as well. */
    private static final int ENOUGH_TO_REQUIRE = 25;

    private static final double MANY_REPEATS = 0.25;
    private static final int MOST_COLUMNS = 1_500;

    private final References references;
    private final Set<String> anyIds;
    private final boolean isSample;
    private final String collection;
    private final NameScope tables;

    /** @param anyIds collections whose ids are not all ObjectIds */
    FieldsInference(String collection, References references, Set<String> anyIds, boolean isSample, NameScope tables) {
        this.collection = collection;
        this.references = references;
        this.anyIds = anyIds;
        this.isSample = isSample;
        this.tables = tables;
    }

    /**
     * @param rows of the table: documents, or elements
     * @param isTop of the collection's own documents: arrays of ids can be junctions
     */
    void fields(FieldShape object, long rows, boolean isTop, TableBuilder table) {
        for (FieldShape field : object.fields()) {
            if (field.path().equals(List.of("_id")) && isTop && field.documents() == 0) {
                continue;
            }
            if (!isPath(field.name())) {
                table.notes()
                        .add("TODO a field whose name has a dot, or none at all, cannot be said here: it is kept in"
                                + " tidegate.unmapped (" + Evidence.of(field, rows) + ")");
            } else if (table.columns().size() >= MOST_COLUMNS) {
                table.notes().add("TODO too many columns: " + field.display() + " is kept in tidegate.unmapped");
            } else {
                new Place(object, field, rows, isTop, table).decide();
            }
        }
    }

    /** @param key the field that has its column already */
    void elements(FieldShape element, Optional<FieldShape> key, TableBuilder table) {
        for (FieldShape field : element.fields()) {
            if (key.filter(field::equals).isEmpty()) {
                new Place(element, field, element.documents(), false, table).decide();
            }
        }
    }

    private static boolean isPath(String name) {
        return !name.isEmpty() && name.indexOf('.') < 0 && name.indexOf('\0') < 0;
    }

    private static boolean isPathThroughout(FieldShape object) {
        return object.fields().stream().allMatch(field -> isPath(field.name()) && isPathThroughout(field));
    }

    /** One field. */
    private final class Place {
        private final FieldShape object;
        private final FieldShape field;
        private final long rows;
        private final boolean isTop;
        private final TableBuilder table;
        private final List<String> notes = new ArrayList<>();
        private String evidence;

        private Place(FieldShape object, FieldShape field, long rows, boolean isTop, TableBuilder table) {
            this.object = object;
            this.field = field;
            this.rows = rows;
            this.isTop = isTop;
            this.table = table;
            this.evidence = Evidence.of(field, rows);
        }

        void decide() {
            long values = field.values();
            if (values == 0) {
                notes.add("TODO no document has a value: jsonb takes whatever comes");
                json();
            } else if (field.documents() > 0 && field.lists() == 0 && field.documents() >= NEARLY_ALL * values) {
                object();
            } else if (field.longLists() > 0 || field.lists() * 2 > values) {
                list();
            } else if (field.documents() > (1 - NEARLY_ALL) * values) {
                notes.add("TODO sub-documents and single values mixed");
                json();
            } else {
                scalar();
            }
        }

        private void object() {
            boolean isMap = Maps.isMap(field);
            if (isMap) {
                evidence = "object " + Evidence.number(field.documents());
                notes.add("its field names are data (a map)");
            }
            if (!isMap && isSmall(field) && isPathThroughout(field) && !isGeoJson()) {
                fields(field, rows, isTop, table);
            } else {
                json();
            }
        }

        private boolean isGeoJson() {
            return field.existing("coordinates").isPresent()
                    && field.existing("type").isPresent();
        }

        private void list() {
            FieldShape element = field.element().orElseThrow();
            if (element.values() == 0 && field.scalars().values() == 0) {
                notes.add("TODO all lists are empty: jsonb takes whatever comes");
                json();
            } else if (element.documents() > 0
                    && element.documents() == element.values()
                    && field.scalars().values() == 0) {
                documents(element);
            } else if (!ids(element)) {
                scalars(element);
            }
        }

        private void documents(FieldShape element) {
            boolean isRegular = !element.fields().isEmpty()
                    && !Maps.isMap(element)
                    && isPathThroughout(element)
                    && isRegular(element);
            if (!isTop || !isRegular) {
                notes.add(
                        isTop
                                ? "TODO elements too irregular for a table"
                                : "TODO a list within a list's elements: a table of its own cannot be said here yet");
                json();
                return;
            }
            table.children()
                    .add(new ChildInference(FieldsInference.this, tables)
                            .of(table, field, element, evidence, notes, table.questions()));
        }

        /** True when it is an array of references. */
        private boolean ids(FieldShape element) {
            Optional<Referred> referred = references.of(field);
            long all = element.values() + field.scalars().values() + field.documents();
            long ids = carriedIds(element.scalars(), referred) + carriedIds(field.scalars(), referred);
            if (referred.isEmpty() || ids < IDS_OF_ARRAYS * all) {
                return false;
            }
            Referred to = referred.get();
            evidence += "; " + Evidence.of(to);
            if (to.isToOneOfSeveral()) {
                if (isTop && ids == all) {
                    table.children()
                            .add(new ChildInference(FieldsInference.this, tables)
                                    .ofIds(table, field, to, evidence, notes));
                    return true;
                }
                return false;
            }
            doubts(to);
            if (isTop) {
                if (ids < all) {
                    table.questions()
                            .add(new Question(
                                    90,
                                    where(),
                                    Evidence.number(all - ids) + " elements are no ids: their documents become dead"
                                            + " letters until they are corrected"));
                }
                boolean isWhole = ids == all && to.missing() == 0 && !isSample;
                table.arrays().add(new IdArrayDraft(field, to, evidence, ids < all, isWhole, asList(to, ids < all)));
                return true;
            }
            column("uuid[]", false, Optional.of(to), false, ids < all, false);
            return true;
        }

        /** A junction cannot say that an id stands twice in a list. */
        private Optional<ColumnDraft> asList(Referred to, boolean hasMisfits) {
            if (field.listsWithRepeats() <= MANY_REPEATS * (field.lists() - field.emptyLists())) {
                return Optional.empty();
            }
            notes.add("ids stand more than once in a list, which a junction could not say");
            return Optional.of(made("uuid[]", false, Optional.of(to), false, hasMisfits, false));
        }

        private void scalars(FieldShape element) {
            ScalarForms forms = element.scalars();
            long all = element.values() + field.scalars().values() + field.documents();
            long texts = forms.carriedBy(Carrier.TEXT) + field.scalars().carriedBy(Carrier.TEXT);
            long native_ = forms.of(BsonType.STRING)
                    + forms.of(BsonType.OBJECT_ID)
                    + field.scalars().of(BsonType.STRING)
                    + field.scalars().of(BsonType.OBJECT_ID);
            if (texts == all && native_ >= MOST_IDS * all) {
                column("text[]", field.values() == rows, Optional.empty(), false, false, false);
            } else {
                json();
            }
        }

        private void scalar() {
            Optional<Referred> referred = references.of(field);
            if (referred.isPresent() && reference(referred.get())) {
                return;
            }
            ScalarChoice choice = ScalarChoice.of(field);
            ScalarForms forms = field.scalarView();
            if (choice.type().equals("text")) {
                TextNotes.of(field.fieldName(), forms, notes);
                if (forms.of(BsonType.OBJECT_ID) * 2 > forms.values()) {
                    notes.add("TODO ObjectIds that no collection has");
                    table.questions()
                            .add(new Question(60, where(), "holds ObjectIds that no collection has: ids of what?"));
                }
            }
            if (choice.misfits() > 0) {
                notes.add("TODO " + Evidence.number(choice.misfits()) + " of " + Evidence.number(choice.values())
                        + " values are no " + choice.type() + ": NULL, and kept in tidegate.unmapped"
                        + TextNotes.dateAdvice(choice.type(), forms));
                table.questions()
                        .add(new Question(
                                (int) Math.min(80, 40 + 100 * choice.misfits() / choice.values()),
                                where(),
                                Evidence.number(choice.misfits()) + " of " + Evidence.number(choice.values())
                                        + " values are no " + choice.type()
                                        + ": they are NULL in the column and kept in tidegate.unmapped. Correct them,"
                                        + " map them, or take a wider type?"));
            }
            column(
                    choice.type(),
                    choice.isWhole(rows),
                    Optional.empty(),
                    false,
                    choice.misfits() > 0,
                    choice.empty() > 0);
        }

        private boolean reference(Referred to) {
            ScalarForms forms = field.scalarView();
            long all = forms.values()
                    + field.documents()
                    + field.lists()
                    - field.emptyLists()
                    - (forms.values() - field.scalars().values());
            long empty = forms.of(TextForm.EMPTY);
            long ids = carriedIds(forms, Optional.of(to));
            if (ids < MOST_IDS * (all - empty)) {
                table.questions()
                        .add(new Question(
                                70,
                                where(),
                                "some of its values are ids of " + to.collection() + ", others no ids at all: "
                                        + evidence));
                return false;
            }
            evidence += "; " + Evidence.of(to);
            doubts(to);
            long misfits = all - empty - ids;
            if (misfits > 0) {
                notes.add(
                        "TODO " + Evidence.number(misfits) + " values are no ids: NULL, and kept in tidegate.unmapped");
                table.questions()
                        .add(new Question(
                                65,
                                where(),
                                Evidence.number(misfits) + " values are no ids: NULL in the column, kept in"
                                        + " tidegate.unmapped"));
            }
            boolean isWhole = misfits == 0 && empty == 0 && all == rows;
            boolean foreignKey = !isSample && to.missing() == 0 && !to.isToOneOfSeveral();
            column("uuid", isWhole, Optional.of(to), foreignKey, misfits > 0, empty > 0);
            return true;
        }

        private void doubts(Referred to) {
            if (!to.others().isEmpty()) {
                notes.add("as good as all of them are ids in " + String.join(", ", to.others()) + ", too: "
                        + to.collection() + " is nearer by its name, or by what else refers to it");
                table.questions()
                        .add(new Question(
                                85,
                                where(),
                                "refers to " + to.collection() + "? The same ids are in "
                                        + String.join(", ", to.others())));
            }
            if (to.isToOneOfSeveral()) {
                discriminator(to)
                        .ifPresent(other -> notes.add(
                                other + " seems to say which of the collections: its values are their names"));
                table.questions()
                        .add(new Question(50, where(), "refers to one of several collections: " + Evidence.of(to)));
            } else if (to.missing() > 0) {
                int doubt = (int) Math.min(75, 20 + 100 * to.missing() / to.values());
                table.questions()
                        .add(new Question(
                                doubt,
                                where(),
                                Evidence.number(to.missing()) + " of " + Evidence.number(to.values())
                                        + " ids are in no collection: without them, say foreign_key: true"));
            }
        }

        /** The field beside it whose values are the collections' names, as Mongoose's refPath has it. */
        private Optional<String> discriminator(Referred to) {
            return object.fields().stream()
                    .filter(other ->
                            NameLikeness.areNamesOf(other.scalars().labels().keySet(), to.homes()))
                    .map(FieldShape::display)
                    .findFirst();
        }

        private long carriedIds(ScalarForms forms, Optional<Referred> to) {
            boolean isAny = to.stream()
                    .flatMap(each -> each.homes().stream())
                    .anyMatch(home -> anyIds.contains(home.collection()));
            return isAny
                    ? forms.of(BsonType.OBJECT_ID)
                            + forms.of(BsonType.STRING)
                            - forms.of(TextForm.EMPTY)
                            + forms.of(BsonType.INT32)
                            + forms.of(BsonType.INT64)
                            + forms.of(BsonType.DOUBLE)
                            + forms.of(BsonType.DECIMAL128)
                            + forms.of(BsonType.BINARY)
                    : forms.carriedBy(Carrier.OBJECT_ID);
        }

        private void json() {
            column("jsonb", field.values() == rows, Optional.empty(), false, false, false);
        }

        private void column(
                String type,
                boolean isWhole,
                Optional<Referred> referred,
                boolean foreignKey,
                boolean nullAndKeep,
                boolean emptyAsNull) {
            table.columns().add(made(type, isWhole, referred, foreignKey, nullAndKeep, emptyAsNull));
        }

        private ColumnDraft made(
                String type,
                boolean isWhole,
                Optional<Referred> referred,
                boolean foreignKey,
                boolean nullAndKeep,
                boolean emptyAsNull) {
            boolean required = isWhole && !isSample && rows >= ENOUGH_TO_REQUIRE;
            List<String> path = field.path();
            String name = table.names().claim(String.join("_", path));
            String from = String.join(".", path);
            return new ColumnDraft(
                    name,
                    type,
                    required,
                    name.equals(from) ? Optional.empty() : Optional.of(from),
                    referred,
                    foreignKey,
                    nullAndKeep,
                    emptyAsNull,
                    evidence,
                    notes);
        }

        private String where() {
            return collection + "." + field.display();
        }
    }

    private static boolean isSmall(FieldShape object) {
        int leaves = leaves(object);
        return leaves > 0 && leaves <= SMALL_OBJECT && (leaves <= FEW_FIELDS || isRegular(object));
    }

    private static int leaves(FieldShape object) {
        int leaves = 0;
        for (FieldShape field : object.fields()) {
            leaves += field.documents() > 0 && field.lists() == 0 ? Math.max(1, leaves(field)) : 1;
        }
        return leaves;
    }

    private static boolean isRegular(FieldShape object) {
        long seen = object.fields().stream().mapToLong(FieldShape::values).sum();
        int names = object.fields().size();
        return names <= FEW_FIELDS || seen >= REGULAR * names * object.documents();
    }
}
