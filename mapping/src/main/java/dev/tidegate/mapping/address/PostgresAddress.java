package dev.tidegate.mapping.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where PostgreSQL is and who asks. {@link #toString} never shows the password.
 *
 * @param jdbcUrl without user and password
 */
public record PostgresAddress(String jdbcUrl, Optional<String> user, Optional<String> password) {
    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?(?:postgresql|postgres)://(?:([^@/?]*)@)?([^/?@]+)/([^/?]+)(?:\\?(.*))?", Pattern.DOTALL);
    private static final String WANTED =
            "postgresql://user:password@host:port/database or jdbc:postgresql://host:port/database?user=…";

    public PostgresAddress {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    /**
     * Reads a {@code postgresql://} or a JDBC URL.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat it, for it may hold a password
     */
    public static PostgresAddress parse(String url) {
        Matcher form = FORM.matcher(url.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("the address of PostgreSQL is not of the form " + WANTED);
        }
        Credentials credentials = Credentials.of(form.group(1));
        List<String> parameters = new ArrayList<>();
        for (String parameter :
                form.group(4) == null ? new String[0] : form.group(4).split("&")) {
            credentials = credentials.orKeep(parameter, parameters);
        }
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        String jdbcUrl = "jdbc:postgresql://" + form.group(2) + "/" + form.group(3) + query;
        return new PostgresAddress(jdbcUrl, credentials.user, credentials.password);
    }

    /** For {@code DriverManager}, beside {@link #jdbcUrl}: user, password, and a connection that gives up within seconds. */
    public Properties connectionProperties() {
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", "tidegate");
        String seconds = String.valueOf(ConnectTimeout.get().toSeconds());
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        return properties;
    }

    /** Host, port and database, for messages. */
    public String display() {
        int query = jdbcUrl.indexOf('?');
        return (query < 0 ? jdbcUrl : jdbcUrl.substring(0, query)).substring("jdbc:postgresql://".length());
    }

    @Override
    public String toString() {
        String who =
                user.map(name -> name + (password.isPresent() ? ":***@" : "@")).orElse("");
        return "postgresql://" + who + display();
    }

    private record Credentials(Optional<String> user, Optional<String> password) {
        static Credentials of(String text) {
            if (text == null || text.isEmpty()) {
                return new Credentials(Optional.empty(), Optional.empty());
            }
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Credentials(decoded(text), Optional.empty())
                    : new Credentials(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
        }

        private Credentials orKeep(String parameter, List<String> parameters) {
            if (parameter.startsWith("user=")) {
                return new Credentials(decoded(parameter.substring("user=".length())), password);
            }
            if (parameter.startsWith("password=")) {
                return new Credentials(user, decoded(parameter.substring("password=".length())));
            }
            if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
            return this;
        }

        private static Optional<String> decoded(String text) {
            try {
                // A plus sign means itself in the user part of an address.
                return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "user or password in the address of PostgreSQL has a % that is no %XX; write % as %25", e);
            }
        }
    }
}
