package dev.tidegate.preflight.infer.draft;

import dev.tidegate.preflight.infer.shape.FieldShape;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognizes sub-documents whose names are data: ids, dates, locales, or simply ever new ones. */
final class Maps {
    private static final List<Pattern> DATA = List.of(
            Pattern.compile("[0-9a-fA-F]{24}"),
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
            Pattern.compile("[0-9]{4}-[0-9]{2}(-[0-9]{2})?.*"),
            Pattern.compile("[0-9]+"));
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}([-_][A-Za-z]{2,4})?");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final int MANY = 20;
    private static final double SELDOM = 0.25;

    private Maps() {}

    static boolean isMap(FieldShape object) {
        Collection<FieldShape> fields = object.fields();
        if (object.hasTooManyNames()) {
            return true;
        }
        if (fields.isEmpty()) {
            return false;
        }
        boolean isData = DATA.stream().anyMatch(pattern -> all(fields, pattern));
        boolean areLocales = fields.size() > 1
                && all(fields, LOCALE)
                && fields.stream()
                        .allMatch(field -> LANGUAGES.contains(field.name().substring(0, 2)));
        return isData || areLocales || isEverNew(object);
    }

    private static boolean all(Collection<FieldShape> fields, Pattern pattern) {
        return fields.stream().allMatch(field -> pattern.matcher(field.name()).matches());
    }

    /** Many names, each in few of the sub-documents. */
    private static boolean isEverNew(FieldShape object) {
        long seen = object.fields().stream().mapToLong(FieldShape::values).sum();
        return object.fields().size() >= MANY
                && seen < SELDOM * object.fields().size() * Math.max(1, object.documents());
    }
}
