package dev.tidegate.preflight.infer.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen at one place of a collection's documents: values, fields below, elements of lists.
 *
 * <p>Memory is bounded: an object with more names than {@link #MOST_FIELDS} has its further ones in {@link #others}, and a
 * collection has so many places at most; below {@link #DEEPEST} nothing is told apart.
 */
public final class FieldShape {
    static final int MOST_FIELDS = 300;
    private static final int DEEPEST = 20;
    private static final String ELEMENT = "[]";
    private static final String OTHERS = "*";

    private final ShapeNumbers numbers;
    private final int number;
    private final Optional<FieldShape> parent;
    private final String name;
    private final int depth;
    private final ScalarForms scalars = new ScalarForms();
    private final ScalarForms single = new ScalarForms();
    private final Map<String, FieldShape> fields = new LinkedHashMap<>(4);
    private FieldShape element;
    private FieldShape others;
    long documents;
    long nulls;
    long lists;
    long emptyLists;
    long longLists;
    long longestList;
    /** Lists in which one value stands more than once. */
    long listsWithRepeats;
    /** Values that are the document's own id over again. */
    long ownIds;
    /** Lists of two and more sub-documents, each with a value of this field, no two with the same. */
    long listsWhereUnique;
    /** Lists in which two elements have one value of this field, or one has none. */
    long listsWhereNoKey;

    private FieldShape(ShapeNumbers numbers, FieldShape parent, String name) {
        this.numbers = numbers;
        this.number = numbers.next(this);
        this.parent = Optional.ofNullable(parent);
        this.name = name;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** The documents of a collection. */
    static FieldShape root(ShapeNumbers numbers) {
        return new FieldShape(numbers, null, "");
    }

    FieldShape field(String fieldName) {
        FieldShape known = fields.get(fieldName);
        if (known != null) {
            return known;
        }
        if (fields.size() >= MOST_FIELDS || depth >= DEEPEST || numbers.isFull()) {
            return others();
        }
        FieldShape made = new FieldShape(numbers, this, fieldName);
        fields.put(fieldName, made);
        return made;
    }

    private FieldShape others() {
        if (others == null) {
            others = depth > DEEPEST ? this : new FieldShape(numbers, this, OTHERS);
        }
        return others;
    }

    FieldShape elementForWriting() {
        if (element == null) {
            element = depth > DEEPEST ? this : new FieldShape(numbers, this, ELEMENT);
        }
        return element;
    }

    ScalarForms directScalars() {
        return scalars;
    }

    ScalarForms singleElements() {
        return single;
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    /** The name of the field, also of its elements. */
    public String fieldName() {
        return isElement() ? parent.orElseThrow().fieldName() : name;
    }

    private boolean isElement() {
        return parent.filter(list -> list.element == this).isPresent();
    }

    public Collection<FieldShape> fields() {
        return Collections.unmodifiableCollection(fields.values());
    }

    public Optional<FieldShape> existing(String fieldName) {
        return Optional.ofNullable(fields.get(fieldName));
    }

    public Optional<FieldShape> element() {
        return Optional.ofNullable(element);
    }

    public boolean hasTooManyNames() {
        return others != null;
    }

    /** Sub-documents. */
    public long documents() {
        return documents;
    }

    public long nulls() {
        return nulls;
    }

    public long lists() {
        return lists;
    }

    public long emptyLists() {
        return emptyLists;
    }

    /** Lists of two and more. */
    public long longLists() {
        return longLists;
    }

    public long longestList() {
        return longestList;
    }

    public long listsWithRepeats() {
        return listsWithRepeats;
    }

    public long ownIds() {
        return ownIds;
    }

    public long listsWhereUnique() {
        return listsWhereUnique;
    }

    public long listsWhereNoKey() {
        return listsWhereNoKey;
    }

    /** Values that stand alone, in no list. */
    public ScalarForms scalars() {
        return scalars;
    }

    /** Single values as a scalar column takes them: alone, or in lists of one. */
    public ScalarForms scalarView() {
        return single.values() == 0 ? scalars : scalars.with(single);
    }

    /** Anything but null. */
    public long values() {
        return scalars.values() + documents + lists;
    }

    /** From the document's root, or from the element of the innermost list, down to this place. */
    public List<String> path() {
        List<String> path = new ArrayList<>();
        for (FieldShape each = this; each.parent.isPresent() && !each.isElement(); each = each.parent.get()) {
            path.add(0, each.name);
        }
        return path;
    }

    /** As people read it, lists included: {@code lines[].sku}. */
    public String display() {
        if (parent.isEmpty()) {
            return "";
        }
        String before = parent.get().display();
        return isElement() ? before + ELEMENT : before.isEmpty() ? name : before + "." + name;
    }
}
