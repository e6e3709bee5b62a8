package dev.tidegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of every command and subcommand that there is. */
class HelpTest {
    private static final int WIDEST = 120;

    @ParameterizedTest
    @MethodSource("commands")
    void isPrintedWithExitCodesAndExamples(CommandLine command) {
        var printed = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();

        int exitCode = Tidegate.run(withHelp(command), utf8(printed), utf8(errors));

        String help = printed.toString(StandardCharsets.UTF_8);
        assertThat(exitCode).isZero();
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(help)
                .startsWith("Usage: " + name(command) + " ")
                .contains("\nExit codes:\n  0   ", "\n  2   ", "\n  3   ")
                .contains("\nExamples:\n  " + name(command));
    }

    /** A terminal breaks wider lines, and all others of the help are broken to its width. */
    @ParameterizedTest
    @MethodSource("commands")
    void hasNoWideExample(CommandLine command) {
        String help = command.setUsageHelpWidth(1000).getUsageMessage();

        assertThat(help.lines().filter(line -> line.startsWith("  tidegate ")))
                .isNotEmpty()
                .allSatisfy(example -> assertThat(example).hasSizeLessThanOrEqualTo(WIDEST));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void describesEachOptionAndParameter(CommandLine command) {
        var spec = command.getCommandSpec();
        assertThat(spec.usageMessage().description()).isNotEmpty();
        assertThat(spec.args())
                .allSatisfy(argument -> assertThat(String.join("", argument.description()))
                        .as(argument.toString())
                        .isNotBlank());
    }

    static Stream<CommandLine> commands() {
        return withSubcommands(new CommandLine(new Tidegate()));
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String[] withHelp(CommandLine command) {
        List<String> words = new ArrayList<>(List.of(name(command).split(" ")));
        words.remove(0);
        words.add("--help");
        return words.toArray(String[]::new);
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
