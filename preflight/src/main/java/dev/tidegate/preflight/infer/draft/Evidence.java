package dev.tidegate.preflight.infer.draft;

import dev.tidegate.mapping.bson.BsonTypeNames;
import dev.tidegate.preflight.infer.evidence.Referred;
import dev.tidegate.preflight.infer.shape.FieldShape;
import dev.tidegate.preflight.infer.shape.ScalarForms;
import dev.tidegate.preflight.infer.shape.TextForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.BsonType;

/** What was seen at a place, in one line: types and counts, never values. */
final class Evidence {
    private static final int MOST_HOMES = 3;

    private Evidence() {}

    /** @param parents documents that could have the field */
    static String of(FieldShape place, long parents) {
        List<String> parts = new ArrayList<>(scalars(place.scalars()));
        if (place.documents() > 0) {
            parts.add("object " + number(place.documents()));
        }
        if (place.lists() > 0) {
            parts.add(lists(place));
        }
        if (place.nulls() > 0) {
            parts.add("null " + number(place.nulls()));
        }
        long absent = parents - place.values() - place.nulls();
        if (absent > 0) {
            parts.add("absent " + number(absent));
        }
        return String.join(", ", parts);
    }

    private static String lists(FieldShape place) {
        List<String> inside = new ArrayList<>();
        place.element().ifPresent(element -> {
            inside.addAll(scalars(element.scalars()));
            if (element.documents() > 0) {
                inside.add("object " + number(element.documents()));
            }
            if (element.lists() > 0) {
                inside.add("array " + number(element.lists()));
            }
            if (element.nulls() > 0) {
                inside.add("null " + number(element.nulls()));
            }
        });
        return "array " + number(place.lists())
                + (inside.isEmpty() ? ", all empty" : " of " + String.join(" and ", inside))
                + (place.emptyLists() > 0 && !inside.isEmpty() ? " (" + number(place.emptyLists()) + " empty)" : "");
    }

    private static List<String> scalars(ScalarForms forms) {
        return forms.types().entrySet().stream()
                .sorted(Map.Entry.<BsonType, Long>comparingByValue().reversed())
                .map(type -> BsonTypeNames.of(type.getKey()) + " " + number(type.getValue())
                        + (type.getKey() == BsonType.STRING ? textForms(forms) : ""))
                .toList();
    }

    /** Only what is more than a text. */
    private static String textForms(ScalarForms forms) {
        String known = forms.texts().entrySet().stream()
                .filter(form -> form.getKey() != TextForm.OTHER)
                .sorted(Comparator.comparingLong((Map.Entry<TextForm, Long> form) -> -form.getValue()))
                .map(form -> form.getKey().label()
                        + (form.getValue() == forms.of(BsonType.STRING) ? "" : " " + number(form.getValue())))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "" : " (" + known + ")";
    }

    static String of(Referred referred) {
        if (!referred.isToOneOfSeveral()) {
            return share(referred.found(), referred.values()) + " of " + number(referred.values()) + " live in "
                    + referred.collection();
        }
        return referred.homes().stream()
                .limit(MOST_HOMES)
                .map(home -> share(home.found(), referred.values()) + " live in " + home.collection())
                .collect(Collectors.joining(", ", "of " + number(referred.values()) + " ", ""));
    }

    static String share(long part, long all) {
        if (part == all) {
            return "100 %";
        }
        double percent = Math.floor(1000.0 * part / Math.max(1, all)) / 10;
        return String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
