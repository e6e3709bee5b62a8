package dev.tidegate.cli.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What is not as it must be.
 *
 * @param kind the same for the same fault, so that a smaller round can be asked for it
 * @param detail for people
 */
record Finding(String kind, String detail) {

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Finding finding;

        Failure(Finding finding) {
            super(finding.kind + ": " + finding.detail);
            this.finding = finding;
        }

        Finding finding() {
            return finding;
        }
    }

    static Failure failure(String kind, String detail) {
        return new Failure(new Finding(kind, detail));
    }

    /** An exception that no part of a round may end with. */
    static Finding thrown(Exception exception) {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace, true));
        return new Finding("exception: " + shape(exception.toString()), trace.toString());
    }

    /** An exception's message without what differs from round to round: numbers, and names in quotes. */
    static String shape(String message) {
        String shape = String.valueOf(message)
                .replaceAll("'[^']*'|\"[^\"]*\"", "…")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{24}|\\d+", "#");
        return shape.length() > 100 ? shape.substring(0, 100) : shape;
    }
}
