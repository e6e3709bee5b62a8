package dev.tidegate.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks a person before something is changed. */
final class Confirmation {
    private Confirmation() {}

    /** True only for {@code yes}; the end of the input is a no. */
    static boolean given(String question, PrintWriter err) {
        err.print(question + " Type yes to go on: ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            throw new UncheckedIOException("could not read the answer", e);
        }
    }
}
