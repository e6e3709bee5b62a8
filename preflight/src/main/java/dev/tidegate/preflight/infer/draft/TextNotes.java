package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.shape.ScalarForms;
import dev.tidegate.preflight.infer.shape.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.BsonType;

/** What a column of text could be beside that: offered to a person, never taken. */
final class TextNotes {
    private static final int MOST_LABELS = 12;
    private static final int OFTEN = 5;
    private static final double NEARLY_ALL = 0.95;
    private static final Pattern NAMES = Pattern.compile(
            "(?i).*(status|state|type|kind|role|level|priority|visibility|category|currency|lang(uage)?|locale|plan"
                    + "|tier|method|mode|stage|phase|severity|channel|provider|gender|unit|model)");
    private static final Pattern UPPER = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern LOWER = Pattern.compile("[a-z][a-z0-9]*([_-][a-z0-9]+)*");

    private TextNotes() {}

    static void of(String field, ScalarForms forms, List<String> notes) {
        long texts = forms.of(BsonType.STRING) - forms.of(TextForm.EMPTY);
        forms.texts().forEach((form, count) -> {
            if (form != TextForm.OTHER && form != TextForm.EMPTY && count >= NEARLY_ALL * texts && texts > 0) {
                notes.add("text that is a " + form.label() + " in " + Evidence.number(count) + " of "
                        + Evidence.number(texts) + offer(form));
            }
        });
        Map<String, Long> labels = shown(forms.labels());
        if (isEnumeration(field, forms, labels, texts)) {
            long others =
                    texts - labels.values().stream().mapToLong(Long::longValue).sum();
            notes.add("an enum? " + labels(labels) + (others > 0 ? ", others " + Evidence.number(others) : "")
                    + casing(labels));
        }
    }

    private static String offer(TextForm form) {
        return switch (form) {
            case DATE_WITH_ZONE -> ": timestamp(3) would take those";
            case INTEGER -> ": integer or bigint would take those without leading zeros";
            case OBJECT_ID -> ": no collection has them as ids";
            case BOOLEAN -> ": boolean would take those in lower case";
            default -> "";
        };
    }

    static String dateAdvice(String type, ScalarForms forms) {
        long dates = forms.of(TextForm.DATE_WITHOUT_ZONE) + forms.of(TextForm.DAY);
        return type.startsWith("timestamp") && dates > 0
                ? "; " + Evidence.number(dates) + " are ISO dates without a zone: say which zone, 'parse'"
                : "";
    }

    /** Those that come often, and those that are one of them but for case and blanks; a text seen once may be anybody's. */
    private static Map<String, Long> shown(Map<String, Long> labels) {
        Set<String> often = labels.entrySet().stream()
                .filter(label -> label.getValue() >= OFTEN && !label.getKey().isBlank())
                .map(label -> normalized(label.getKey()))
                .collect(Collectors.toSet());
        return labels.entrySet().stream()
                .filter(label -> often.contains(normalized(label.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String normalized(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isEnumeration(String field, ScalarForms forms, Map<String, Long> labels, long texts) {
        int different = labels.size();
        long shown = labels.values().stream().mapToLong(Long::longValue).sum();
        return different > 0
                && shown >= NEARLY_ALL * texts
                && different <= MOST_LABELS
                && texts >= OFTEN * different
                && texts * 2 > forms.values()
                && (NAMES.matcher(field).matches() || different > 1 && haveOneStyle(labels))
                && forms.of(TextForm.OTHER) == texts;
    }

    private static boolean haveOneStyle(Map<String, Long> labels) {
        List<Pattern> styles = List.of(UPPER, LOWER);
        return styles.stream()
                .anyMatch(style -> labels.keySet().stream()
                        .allMatch(label -> style.matcher(label).matches()));
    }

    private static String labels(Map<String, Long> labels) {
        return labels.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(label ->
                        label.getKey().replaceAll("\\p{Cntrl}", "\uFFFD") + " " + Evidence.number(label.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String casing(Map<String, Long> labels) {
        Map<String, List<String>> byLowerCase =
                labels.keySet().stream().collect(Collectors.groupingBy(TextNotes::normalized));
        List<String> several = new ArrayList<>();
        byLowerCase.values().stream()
                .filter(variants -> variants.size() > 1)
                .forEach(variants -> several.add(String.join("/", variants)));
        return several.isEmpty() ? "" : "; written in several ways: " + String.join(", ", several);
    }
}
