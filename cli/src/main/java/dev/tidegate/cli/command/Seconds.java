package dev.tidegate.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: {@code 20s}, {@code 5m}, {@code 2h}. */
final class Seconds implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh])");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("'" + text + "' is no time such as 20s, 5m or 2h");
        }
        return Duration.parse("PT" + form.group(1) + form.group(2).toUpperCase(java.util.Locale.ROOT));
    }
}
