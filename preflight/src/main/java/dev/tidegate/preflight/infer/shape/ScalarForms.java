package dev.tidegate.preflight.infer.shape;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonType;
import org.bson.BsonValue;

/** Single values that were seen at one place: BSON types, column types that carry them, forms of text, labels. */
public final class ScalarForms {
    private static final int MOST_LABELS = 40;
    private static final int LONGEST_LABEL = 40;
    /** No text that is longer has a form that another column takes. */
    private static final int LONGEST_CONVERTED = 45;

    private static final long DAY = 86_400_000L;

    private final Map<BsonType, Long> types = new EnumMap<>(BsonType.class);
    private final Map<Carrier, Long> carried = new EnumMap<>(Carrier.class);
    private final Map<TextForm, Long> texts = new EnumMap<>(TextForm.class);
    private final Map<String, Long> labels = new LinkedHashMap<>();
    private boolean tooManyLabels;
    private long values;
    private long fractions;
    private int longestFraction;
    private long midnights;
    private long longestText;
    private BigDecimal largest = BigDecimal.ZERO;

    void add(BsonValue value) {
        values++;
        types.merge(value.getBsonType(), 1L, Long::sum);
        if (value.isString()) {
            text(value, value.asString().getValue());
            return;
        }
        for (Carrier carrier : Carrier.values()) {
            carry(carrier, value);
        }
        switch (value.getBsonType()) {
            case INT32, INT64, DOUBLE, DECIMAL128 -> number(value);
            case DATE_TIME -> midnights += value.asDateTime().getValue() % DAY == 0 ? 1 : 0;
            default -> {
                // its type says it all
            }
        }
    }

    private void carry(Carrier carrier, BsonValue value) {
        if (carrier.carries(value)) {
            carried.merge(carrier, 1L, Long::sum);
        }
    }

    private void text(BsonValue value, String text) {
        TextForm form = TextForm.of(text);
        texts.merge(form, 1L, Long::sum);
        longestText = Math.max(longestText, text.length());
        carried.merge(Carrier.TEXT, 1L, Long::sum);
        if (form != TextForm.OTHER && form != TextForm.EMPTY && text.length() <= LONGEST_CONVERTED) {
            for (Carrier carrier : Carrier.values()) {
                if (carrier != Carrier.TEXT) {
                    carry(carrier, value);
                }
            }
        }
        label(text);
    }

    private void label(String text) {
        if (tooManyLabels) {
            return;
        }
        if (text.length() > LONGEST_LABEL || labels.size() == MOST_LABELS && !labels.containsKey(text)) {
            tooManyLabels = true;
            labels.clear();
            return;
        }
        labels.merge(text, 1L, Long::sum);
    }

    private void number(BsonValue value) {
        BigDecimal number = exact(value);
        if (number == null) {
            return;
        }
        largest = largest.max(number.abs());
        int scale = number.signum() == 0 ? 0 : number.stripTrailingZeros().scale();
        if (scale > 0) {
            fractions++;
            longestFraction = Math.max(longestFraction, scale);
        }
    }

    /** Null for what is no finite number. */
    private static BigDecimal exact(BsonValue value) {
        if (value.isDouble()) {
            double number = value.asDouble().getValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        if (value.isDecimal128()) {
            var decimal = value.asDecimal128().getValue();
            return !decimal.isFinite()
                            || decimal.isNegative() && decimal.equals(org.bson.types.Decimal128.NEGATIVE_ZERO)
                    ? null
                    : new BigDecimal(decimal.toString());
        }
        return BigDecimal.valueOf(value.asNumber().longValue());
    }

    public long values() {
        return values;
    }

    public long of(BsonType type) {
        return types.getOrDefault(type, 0L);
    }

    public long of(TextForm form) {
        return texts.getOrDefault(form, 0L);
    }

    public long carriedBy(Carrier carrier) {
        return carried.getOrDefault(carrier, 0L);
    }

    public Map<BsonType, Long> types() {
        return Collections.unmodifiableMap(types);
    }

    public Map<TextForm, Long> texts() {
        return Collections.unmodifiableMap(texts);
    }

    /** The different texts, when they are few and short; else empty. */
    public Map<String, Long> labels() {
        return Collections.unmodifiableMap(labels);
    }

    /** Numbers that are not whole. */
    public long fractions() {
        return fractions;
    }

    public int longestFraction() {
        return longestFraction;
    }

    /** Dates at midnight, UTC. */
    public long midnights() {
        return midnights;
    }

    public BigDecimal largest() {
        return largest;
    }

    public long longestText() {
        return longestText;
    }

    /** Both together, as the values of a scalar column come alone or in lists of one. */
    ScalarForms with(ScalarForms other) {
        ScalarForms sum = new ScalarForms();
        sum.addAll(this);
        sum.addAll(other);
        return sum;
    }

    void addAll(ScalarForms other) {
        other.types.forEach((type, count) -> types.merge(type, count, Long::sum));
        other.carried.forEach((carrier, count) -> carried.merge(carrier, count, Long::sum));
        other.texts.forEach((form, count) -> texts.merge(form, count, Long::sum));
        tooManyLabels |= other.tooManyLabels;
        if (!tooManyLabels) {
            other.labels.forEach((label, count) -> labels.merge(label, count, Long::sum));
        }
        if (tooManyLabels || labels.size() > MOST_LABELS) {
            tooManyLabels = true;
            labels.clear();
        }
        values += other.values;
        fractions += other.fractions;
        longestFraction = Math.max(longestFraction, other.longestFraction);
        midnights += other.midnights;
        longestText = Math.max(longestText, other.longestText);
        largest = largest.max(other.largest);
    }
}
