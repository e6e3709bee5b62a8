package dev.tidegate.preflight.infer.shape;

import dev.tidegate.mapping.id.DocumentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** One collection's documents, as they pass. */
public final class CollectionShape {
    /** Longer texts are no keys of elements. */
    private static final int LONGEST_KEY = 200;

    private final String name;
    private final FieldShape root;
    private final ValueListener listener;
    private String ownId;

    /** Hears every single value that is no document, list or null. */
    @FunctionalInterface
    public interface ValueListener {
        void value(FieldShape place, BsonValue value);
    }

    public CollectionShape(String name, ShapeNumbers numbers, ValueListener listener) {
        this.name = name;
        numbers.startCollection();
        this.root = FieldShape.root(numbers);
        this.listener = listener;
    }

    public void read(BsonDocument document, DocumentId id) {
        ownId = id.canonical();
        value(root, document);
    }

    private void value(FieldShape place, BsonValue value) {
        switch (value.getBsonType()) {
            case NULL, UNDEFINED -> place.nulls++;
            case DOCUMENT -> {
                place.documents++;
                value.asDocument().forEach((field, each) -> value(place.field(field), each));
            }
            case ARRAY -> list(place, value.asArray());
            default -> scalar(place, value);
        }
    }

    private void scalar(FieldShape place, BsonValue value) {
        place.directScalars().add(value);
        if (isOwnId(value)) {
            place.ownIds++;
        }
        listener.value(place, value);
    }

    private boolean isOwnId(BsonValue value) {
        return switch (value.getBsonType()) {
            case OBJECT_ID -> ownId.equals("o:" + value.asObjectId().getValue().toHexString());
            case STRING ->
                ownId.length() == value.asString().getValue().length() + 2
                        && ownId.regionMatches(
                                true,
                                2,
                                value.asString().getValue(),
                                0,
                                value.asString().getValue().length());
            case INT32, INT64, DOUBLE, BINARY ->
                !ownId.startsWith("o:") && ownId.equals(DocumentId.of(value).canonical());
            default -> false;
        };
    }

    private void list(FieldShape place, BsonArray list) {
        place.lists++;
        place.longestList = Math.max(place.longestList, list.size());
        FieldShape element = place.elementForWriting();
        list.forEach(each -> value(element, each));
        long held = list.stream().filter(each -> !each.isNull()).count();
        if (held == 0) {
            place.emptyLists++;
        }
        if (list.size() == 1 && isScalar(list.get(0))) {
            place.singleElements().add(list.get(0));
        }
        if (list.size() > 1) {
            place.longLists++;
            several(place, element, list);
        }
    }

    private void several(FieldShape place, FieldShape element, BsonArray list) {
        if (list.stream().allMatch(each -> each.isDocument() || each.isNull())) {
            keys(element, list);
        } else if (new HashSet<>(list).size() < list.size()) {
            place.listsWithRepeats++;
        }
    }

    private static void keys(FieldShape element, BsonArray list) {
        Map<String, Set<String>> seen = new HashMap<>();
        int documents = 0;
        for (BsonValue each : list) {
            if (each.isDocument()) {
                documents++;
                each.asDocument().forEach((field, value) -> {
                    if (isKey(value)) {
                        seen.computeIfAbsent(field, any -> new HashSet<>())
                                .add(DocumentId.of(value).canonical());
                    }
                });
            }
        }
        int all = documents;
        element.fields().forEach(field -> {
            if (seen.getOrDefault(field.name(), Set.of()).size() == all) {
                field.listsWhereUnique++;
            } else {
                field.listsWhereNoKey++;
            }
        });
    }

    private static boolean isKey(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue().length() <= LONGEST_KEY;
            case INT32, INT64, OBJECT_ID -> true;
            default -> false;
        };
    }

    private static boolean isScalar(BsonValue value) {
        return !value.isDocument() && !value.isArray() && !value.isNull();
    }

    public String name() {
        return name;
    }

    public FieldShape root() {
        return root;
    }

    public long documents() {
        return root.documents();
    }

    /** The {@code _id}s. */
    public FieldShape ids() {
        return root.existing("_id").orElse(root);
    }
}
