package dev.tidegate.transform;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The command line of {@link Main}. */
record Arguments(Path file, Optional<Path> state, int threads) {
    private static final String USAGE = "usage: -f FILE [--state DIR] [--threads N]";

    static Arguments parse(String... words) {
        Path file = null;
        Path state = null;
        int threads = 1;
        Iterator<String> rest = List.of(words).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "-f", "--file" -> file = Path.of(value(word, rest));
                case "--state" -> state = Path.of(value(word, rest));
                case "--threads" -> threads = number(word, value(word, rest));
                default -> throw new IllegalArgumentException("unknown argument " + word + "; " + USAGE);
            }
        }
        if (file == null) {
            throw new IllegalArgumentException("which migration? " + USAGE);
        }
        return new Arguments(file, Optional.ofNullable(state), threads);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value; " + USAGE);
        }
        return rest.next();
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs a number, not " + text + "; " + USAGE, e);
        }
    }
}
