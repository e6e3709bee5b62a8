package dev.tidegate.validator.value;

import dev.tidegate.mapping.declaration.Parsing.Form;
import dev.tidegate.mapping.declaration.Parsing.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonDateTime;
import org.bson.BsonValue;

/** Times that are declared to be kept as text of some formats, or as numbers; any other value is judged by type. */
final class TimesRule implements ValueRule {
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]*|-0");
    private static final int TEXT_AT_MOST = 100;

    private final List<DateTimeFormatter> formats;
    private final ZoneId zone;
    private final Optional<Unit> unit;
    private final ValueRule byType;

    TimesRule(Form.Times times, ValueRule byType) {
        this.formats = times.formats().stream().map(TimesRule::strict).toList();
        this.zone = times.zone().map(ZoneId::of).orElse(ZoneOffset.UTC);
        this.unit = times.unit();
        this.byType = byType;
    }

    private static DateTimeFormatter strict(String letters) {
        return new DateTimeFormatterBuilder()
                .parseStrict()
                .parseCaseSensitive()
                .appendPattern(letters)
                .parseDefaulting(ChronoField.ERA, 1)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isString() || isCount(value) || byType.isCarriedAsItIs(value);
    }

    private boolean isCount(BsonValue value) {
        return unit.isPresent() && (value.isNumber() || value.isDecimal128());
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (isCount(value)) {
            return Numbers.finite(value).map(this::counted).orElseGet(Judgement::notExact);
        }
        return value.isString() ? fromText(value.asString().getValue(), value) : byType.judge(value);
    }

    private Judgement fromText(String text, BsonValue value) {
        for (DateTimeFormatter format : formats) {
            Optional<Instant> instant = text.length() > TEXT_AT_MOST ? Optional.empty() : read(text, format);
            if (instant.isPresent()) {
                return byType.judge(new BsonDateTime(instant.get().toEpochMilli()));
            }
        }
        return unit.isPresent() && WHOLE.matcher(text).matches() ? counted(new BigDecimal(text)) : byType.judge(value);
    }

    private Judgement counted(BigDecimal count) {
        BigDecimal milliseconds =
                count.multiply(BigDecimal.valueOf(unit.orElseThrow().milliseconds()));
        BigInteger whole;
        try {
            whole = milliseconds.setScale(0, RoundingMode.UNNECESSARY).unscaledValue();
        } catch (ArithmeticException fraction) {
            return Judgement.notExact();
        }
        return whole.bitLength() < Long.SIZE
                ? byType.judge(new BsonDateTime(whole.longValue()))
                : Judgement.outOfRange();
    }

    private Optional<Instant> read(String text, DateTimeFormatter format) {
        try {
            TemporalAccessor fields = format.parse(text);
            LocalDate day = LocalDate.from(fields);
            LocalTime time = fields.query(TemporalQueries.localTime());
            LocalDateTime local = time == null ? day.atStartOfDay() : day.atTime(time);
            return local.getNano() % 1_000_000 == 0 ? instant(local, fields) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** At a transition of the clocks a local time is none, or two. */
    private Optional<Instant> instant(LocalDateTime local, TemporalAccessor fields) {
        if (fields.isSupported(ChronoField.OFFSET_SECONDS)) {
            int seconds = Math.toIntExact(fields.getLong(ChronoField.OFFSET_SECONDS));
            return Optional.of(
                    OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(seconds)).toInstant());
        }
        ZoneId stated = fields.query(TemporalQueries.zoneId());
        ZoneRules rules = (stated == null ? zone : stated).getRules();
        return rules.getTransition(local) == null
                ? Optional.of(local.atOffset(rules.getOffset(local)).toInstant())
                : Optional.empty();
    }
}
