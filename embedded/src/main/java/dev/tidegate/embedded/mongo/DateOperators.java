package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Expressions over dates. Without a time zone they mean UTC. */
final class DateOperators {
    private static final WeekFields SUNDAY_BASED = WeekFields.of(java.time.DayOfWeek.SUNDAY, 7);
    private static final String DEFAULT_FORMAT = "%Y-%m-%dT%H:%M:%S.%L";

    private DateOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        part(all, "$year", ZonedDateTime::getYear);
        part(all, "$month", ZonedDateTime::getMonthValue);
        part(all, "$dayOfMonth", ZonedDateTime::getDayOfMonth);
        part(all, "$dayOfYear", ZonedDateTime::getDayOfYear);
        part(all, "$dayOfWeek", date -> date.getDayOfWeek().getValue() % 7 + 1);
        part(all, "$hour", ZonedDateTime::getHour);
        part(all, "$minute", ZonedDateTime::getMinute);
        part(all, "$second", ZonedDateTime::getSecond);
        part(all, "$millisecond", date -> date.get(ChronoField.MILLI_OF_SECOND));
        part(all, "$week", DateOperators::week);
        part(all, "$isoWeek", date -> date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        part(all, "$isoWeekYear", date -> date.get(IsoFields.WEEK_BASED_YEAR));
        part(all, "$isoDayOfWeek", date -> date.getDayOfWeek().getValue());
        all.put("$dateToString", DateOperators::toText);
        all.put("$dateFromString", DateOperators::fromText);
        all.put("$tsSecond", Arguments.unary("$tsSecond", value -> timestamp("$tsSecond", value, 32)));
        all.put("$tsIncrement", Arguments.unary("$tsIncrement", value -> timestamp("$tsIncrement", value, 0)));
    }

    private static int week(ZonedDateTime date) {
        return date.get(SUNDAY_BASED.weekOfYear());
    }

    private static void part(Map<String, Expressions.Operator> all, String name, ToIntFunction<ZonedDateTime> part) {
        all.put(name, (argument, expressions) -> {
            boolean isNamed = argument instanceof Document document && document.containsKey("date");
            Expression date;
            Optional<Expression> zone = Optional.empty();
            if (isNamed) {
                var named = new Arguments.Named(name, argument, expressions, List.of("date", "timezone"));
                date = named.required("date");
                zone = named.optional("timezone");
            } else {
                date = Arguments.compiled(name, argument, 1, 1, expressions).get(0);
            }
            Optional<Expression> inZone = zone;
            return scope -> {
                Object value = date.value(scope);
                Object place = inZone.map(one -> one.value(scope)).orElse("UTC");
                return BsonTypes.isNullish(value) || BsonTypes.isNullish(place)
                        ? null
                        : (Object) part.applyAsInt(date(value).atZone(zone(place)));
            };
        });
    }

    private static Instant date(Object value) {
        if (value instanceof Instant date) {
            return date;
        } else if (value instanceof BsonTimestamp timestamp) {
            return Instant.ofEpochSecond(timestamp.getTime());
        } else if (value instanceof ObjectId id) {
            return ConversionOperators.dateOf(id);
        }
        throw new Refusal(16006, "Location16006", "can't convert from BSON type " + BsonTypes.name(value) + " to Date");
    }

    private static ZoneId zone(Object name) {
        try {
            return ZoneId.of(String.valueOf(name));
        } catch (DateTimeException e) {
            Refusal refusal = new Refusal(40485, "Location40485", "unrecognized time zone identifier");
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private static Object timestamp(String name, Object value, int shift) {
        if (BsonTypes.isNullish(value)) {
            return null;
        }
        if (value instanceof BsonTimestamp timestamp) {
            return timestamp.getValue() >>> shift & 0xFFFFFFFFL;
        }
        throw Refusal.typeMismatch(name + " requires a timestamp, not " + BsonTypes.name(value));
    }

    private static Expression toText(Object argument, Expressions expressions) {
        var named = new Arguments.Named(
                "$dateToString", argument, expressions, List.of("date", "format", "timezone", "onNull"));
        Expression date = named.required("date");
        Optional<Expression> format = named.optional("format");
        Optional<Expression> zone = named.optional("timezone");
        Optional<Expression> onNull = named.optional("onNull");
        return scope -> {
            Object value = date.value(scope);
            if (BsonTypes.isNullish(value)) {
                return onNull.map(one -> one.value(scope)).orElse(null);
            }
            Object place = zone.map(one -> one.value(scope)).orElse("UTC");
            ZonedDateTime time = date(value).atZone(zone(place));
            Object pattern = format.map(one -> one.value(scope))
                    .orElse(DEFAULT_FORMAT + (time.getOffset().equals(ZoneOffset.UTC) ? "Z" : ""));
            return BsonTypes.isNullish(pattern) ? null : formatted(time, String.valueOf(pattern));
        };
    }

    private static String formatted(ZonedDateTime time, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                text.append(format.charAt(i));
            } else if (++i == format.length()) {
                throw new Refusal(18535, "Location18535", "Unmatched '%' at end of format string");
            } else {
                text.append(specifier(time, format.charAt(i)));
            }
        }
        return text.toString();
    }

    private static String specifier(ZonedDateTime time, char specifier) {
        return switch (specifier) {
            case 'Y' -> "%04d".formatted(time.getYear());
            case 'm' -> "%02d".formatted(time.getMonthValue());
            case 'd' -> "%02d".formatted(time.getDayOfMonth());
            case 'H' -> "%02d".formatted(time.getHour());
            case 'M' -> "%02d".formatted(time.getMinute());
            case 'S' -> "%02d".formatted(time.getSecond());
            case 'L' -> "%03d".formatted(time.get(ChronoField.MILLI_OF_SECOND));
            case 'j' -> "%03d".formatted(time.getDayOfYear());
            case 'b' -> DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH).format(time);
            case 'B' -> DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH).format(time);
            case 'w' -> String.valueOf(time.getDayOfWeek().getValue() % 7 + 1);
            case 'u' -> String.valueOf(time.getDayOfWeek().getValue());
            case 'U' -> "%02d".formatted(week(time));
            case 'V' -> "%02d".formatted(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'G' -> "%04d".formatted(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'z' -> DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
            case 'Z' -> String.valueOf(time.getOffset().getTotalSeconds() / 60);
            case '%' -> "%";
            default -> throw new Refusal(18536, "Location18536", "Invalid format character '%" + specifier + "'");
        };
    }

    private static Expression fromText(Object argument, Expressions expressions) {
        var named = new Arguments.Named(
                "$dateFromString", argument, expressions, List.of("dateString", "onNull", "onError"));
        Expression text = named.required("dateString");
        Optional<Expression> onNull = named.optional("onNull");
        Optional<Expression> onError = named.optional("onError");
        return scope -> {
            Object value = text.value(scope);
            if (BsonTypes.isNullish(value)) {
                return onNull.map(one -> one.value(scope)).orElse(null);
            }
            try {
                return ConversionOperators.date(String.valueOf(value));
            } catch (Refusal e) {
                if (onError.isEmpty()) {
                    throw e;
                }
                return onError.get().value(scope);
            }
        };
    }
}
