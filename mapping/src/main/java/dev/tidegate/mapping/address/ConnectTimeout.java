package dev.tidegate.mapping.address;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a server has for its first answer: {@code TIDEGATE_CONNECT_TIMEOUT}, 10 s when it says nothing. */
public final class ConnectTimeout {
    public static final String VARIABLE = "TIDEGATE_CONNECT_TIMEOUT";
    private static final Duration DEFAULT = Duration.ofSeconds(10);
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})([smh]?)");

    private ConnectTimeout() {}

    /** @throws IllegalArgumentException when the environment holds something else than a time */
    public static Duration get() {
        return of(System.getenv(VARIABLE));
    }

    static Duration of(String text) {
        if (text == null || text.isBlank()) {
            return DEFAULT;
        }
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(VARIABLE + " is no time such as 30s or 2m: " + text);
        }
        String unit = form.group(2).isEmpty() ? "S" : form.group(2).toUpperCase(Locale.ROOT);
        return Duration.parse("PT" + form.group(1) + unit);
    }
}
