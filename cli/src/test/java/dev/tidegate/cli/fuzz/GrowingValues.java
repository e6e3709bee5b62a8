package dev.tidegate.cli.fuzz;

import dev.tidegate.cli.fuzz.RawValue.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.types.Decimal128;

/**
 * Values that are many times as long in JSON, as text or as rows as they are in BSON. Most are small, a few have several
 * megabytes, so that the limits of every hop are met from both sides and a round stays short.
 */
final class GrowingValues {
    /** Less than the 16 MB that MongoDB takes, with room for the document's other fields. */
    private static final int LONGEST = 13_000_000;

    /** Of what is a value in memory, a row or an edge each. */
    private static final int MOST_ELEMENTS = 100_000;

    private static final Decimal128 LONG_NUMBER = Decimal128.parse("-1E+6111");

    private final Random random;

    GrowingValues(Random random) {
        this.random = random;
    }

    RawValue value() {
        return switch (random.nextInt(7)) {
            case 0, 1 -> RawValue.string(text(length()));
            case 2 -> RawValue.decimal(LONG_NUMBER);
            case 3 -> array(() -> RawValue.decimal(LONG_NUMBER));
            case 4 -> RawValue.document(List.of(new Field(name(length()), RawValue.NOTHING)));
            case 5 ->
                RawValue.array(List.of(RawValue.document(List.of(new Field("d", RawValue.string(text(length())))))));
            default -> array(small());
        };
    }

    /** So many that they differ in nothing but what the supplier gives. */
    RawValue array(Supplier<RawValue> element) {
        RawValue first = element.get();
        int count = Math.max(1, Math.min(MOST_ELEMENTS, length() / (first.bytes().length + 8)));
        List<RawValue> elements = new ArrayList<>(Collections.nCopies(count, first));
        elements.replaceAll(each -> element.get());
        return RawValue.array(elements);
    }

    /** Longer than an id may be in Extended JSON, or not much shorter. No number is in it, which has several forms. */
    RawValue id() {
        RawValue text = RawValue.string(text(5_000 + random.nextInt(30_000)));
        return random.nextBoolean() ? text : RawValue.document(List.of(new Field("a", text)));
    }

    private Supplier<RawValue> small() {
        List<RawValue> values = List.of(
                RawValue.NOTHING,
                RawValue.ofInt(7),
                RawValue.bool(true),
                RawValue.MIN_KEY,
                RawValue.string(""),
                RawValue.array(List.of()),
                RawValue.document(List.of()));
        RawValue value = values.get(random.nextInt(values.size()));
        return () -> value;
    }

    /** U+0000 becomes another character, and its original is kept as well; the others are longer in JSON. */
    private String text(int bytes) {
        String unit = List.of("\u0001", "\u0001", "\u2028", "\"\\", "\u0000", "\u0001\u0000é")
                .get(random.nextInt(6));
        return unit.repeat(1 + bytes / 3);
    }

    /** Without the zero byte, which ends a name. */
    private String name(int bytes) {
        return "\u0001".repeat(1 + bytes);
    }

    private int length() {
        int most = switch (random.nextInt(12)) {
            case 0 -> LONGEST;
            case 1, 2, 3 -> 1_000_000;
            default -> 50_000;
        };
        return random.nextInt(most);
    }
}
