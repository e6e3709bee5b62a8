package dev.tidegate.mapping.file;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses may name variables of the environment: {@code ${NAME}}, {@code ${NAME:-value}}. */
final class Address {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private Address() {}

    /** Empty when a variable without a value of its own is not set: the address counts as not given. */
    static Optional<String> expand(String address, Map<String, String> environment) {
        Matcher matcher = VARIABLE.matcher(address);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String value = environment.getOrDefault(matcher.group(1), matcher.group(2));
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(expanded).toString());
    }
}
