package dev.tidegate.cli.command;

import dev.tidegate.operate.failure.InvalidRequestException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;

/** Asks before something is done that cannot be taken back. */
public final class Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    private final boolean given;
    private final boolean terminal;
    private final BufferedReader answers;
    private final PrintWriter questions;

    /** @param given the question is answered already, by {@code --yes} */
    public Confirmation(boolean given, boolean terminal, BufferedReader answers, PrintWriter questions) {
        this.given = given;
        this.terminal = terminal;
        this.answers = answers;
        this.questions = questions;
    }

    public static Confirmation of(boolean given, PrintWriter questions) {
        var answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return new Confirmation(given, System.console() != null, answers, questions);
    }

    /** @throws InvalidRequestException where nobody can be asked; call it before long work */
    public void requireSomebody() {
        if (!given && !terminal) {
            throw new InvalidRequestException("this asks before it does anything, and there is no terminal to ask at:"
                    + " add --yes to continue without being asked");
        }
    }

    /** Whether to continue; anything but a yes is a no. */
    public boolean isGiven(String question) {
        requireSomebody();
        if (given) {
            return true;
        }
        questions.print(question + " [y/N] ");
        questions.flush();
        try {
            String answer = answers.readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
