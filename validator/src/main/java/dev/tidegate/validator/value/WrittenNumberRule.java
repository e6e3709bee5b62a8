package dev.tidegate.validator.value;

import dev.tidegate.mapping.declaration.Parsing.Form;
import java.math.BigDecimal;
import java.util.Optional;
import org.bson.BsonDecimal128;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Numbers that are declared to be kept as text with marks of their own; any other value is judged by type. */
record WrittenNumberRule(Form.Numbers numbers, ValueRule byType) implements ValueRule {
    private static final int TEXT_AT_MOST = 100;
    private static final int DIGITS_OF_A_GROUP = 3;

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return value.isString() || byType.isCarriedAsItIs(value);
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (!value.isString()) {
            return byType.judge(value);
        }
        String text = value.asString().getValue();
        Optional<String> plain = text.length() > TEXT_AT_MOST ? Optional.empty() : plain(text);
        return plain.flatMap(WrittenNumberRule::decimal)
                .map(decimal -> byType.judge(new BsonDecimal128(decimal)))
                .orElseGet(Judgement::notExact);
    }

    private static Optional<Decimal128> decimal(String plain) {
        try {
            return Optional.of(new Decimal128(new BigDecimal(plain)));
        } catch (NumberFormatException tooManyDigits) {
            return Optional.empty();
        }
    }

    /** With a point for the decimal mark, and nothing between the digits. */
    private Optional<String> plain(String text) {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String sign = text.startsWith("-") ? "-" : "";
        String digits = isSigned ? text.substring(1) : text;
        int mark = digits.indexOf(numbers.decimal());
        String whole = mark < 0 ? digits : digits.substring(0, mark);
        String fraction = mark < 0 ? "0" : digits.substring(mark + 1);
        if (!areDigits(fraction)) {
            return Optional.empty();
        }
        return ungrouped(whole).map(each -> sign + each + (mark < 0 ? "" : "." + fraction));
    }

    private Optional<String> ungrouped(String whole) {
        if (areDigits(whole)) {
            return Optional.of(whole);
        }
        if (numbers.grouping().isEmpty()) {
            return Optional.empty();
        }
        var joined = new StringBuilder();
        String rest = whole;
        String mark = numbers.grouping().get();
        while (rest.contains(mark)) {
            int at = rest.lastIndexOf(mark);
            String group = rest.substring(at + 1);
            if (group.length() != DIGITS_OF_A_GROUP || !areDigits(group)) {
                return Optional.empty();
            }
            joined.insert(0, group);
            rest = rest.substring(0, at);
        }
        return rest.length() <= DIGITS_OF_A_GROUP && areDigits(rest)
                ? Optional.of(joined.insert(0, rest).toString())
                : Optional.empty();
    }

    private static boolean areDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
