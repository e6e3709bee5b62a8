package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Expressions that convert values: null stays null, what does not convert is error 241 (ConversionFailure). */
final class ConversionOperators {
    private static final int CONVERSION_FAILURE = 241;
    private static final DateTimeFormatter TO_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final Map<String, UnaryOperator<Object>> BY_TYPE = Map.of(
            "bool", ConversionOperators::toBool,
            "date", ConversionOperators::toDate,
            "decimal", ConversionOperators::toDecimal,
            "double", ConversionOperators::toDouble,
            "int", ConversionOperators::toInt,
            "long", ConversionOperators::toLong,
            "objectId", ConversionOperators::toObjectId,
            "string", ConversionOperators::text);

    private ConversionOperators() {}

    static void addTo(Map<String, Expressions.Operator> all) {
        BY_TYPE.forEach((type, conversion) -> {
            String name = "$to" + Character.toUpperCase(type.charAt(0)) + type.substring(1);
            all.put(name, Arguments.unary(name, value -> BsonTypes.isNullish(value) ? null : conversion.apply(value)));
        });
        all.put("$convert", ConversionOperators::convert);
    }

    private static Expression convert(Object argument, Expressions expressions) {
        var named = new Arguments.Named("$convert", argument, expressions, List.of("input", "to", "onError", "onNull"));
        Expression input = named.required("input");
        Expression to = named.required("to");
        Optional<Expression> onError = named.optional("onError");
        Optional<Expression> onNull = named.optional("onNull");
        return scope -> {
            Object value = input.value(scope);
            Object target = to.value(scope);
            if (BsonTypes.isNullish(value)) {
                return onNull.map(one -> one.value(scope)).orElse(null);
            }
            if (BsonTypes.isNullish(target)) {
                return null;
            }
            Object type = target instanceof Document document ? document.get("type") : target;
            UnaryOperator<Object> conversion = conversion(type);
            try {
                return conversion.apply(value);
            } catch (Refusal e) {
                if (e.getCode() != CONVERSION_FAILURE || onError.isEmpty()) {
                    throw e;
                }
                return onError.get().value(scope);
            }
        };
    }

    private static UnaryOperator<Object> conversion(Object type) {
        int code = BsonTypes.codeOf(type);
        return BY_TYPE.entrySet().stream()
                .filter(one -> BsonTypes.codeOf(one.getKey()) == code)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(value -> {
                    if (BsonTypes.code(value) == code) {
                        return value;
                    }
                    throw failure(value, String.valueOf(type));
                });
    }

    private static Refusal failure(Object value, String type) {
        return new Refusal(
                CONVERSION_FAILURE,
                "ConversionFailure",
                "Unsupported or failed conversion from " + BsonTypes.name(value) + " to " + type
                        + " in $convert with no onError value");
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        } else if (value instanceof Double number) {
            return shortest(number);
        } else if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof ObjectId id) {
            return id.getHexData();
        } else if (value instanceof Instant date) {
            return TO_MILLIS.format(date);
        } else if (value instanceof OpaqueValue symbol && symbol.type() == 0x0E) {
            return StoredText.of(symbol.bytes(), 4, symbol.bytes().length - 5);
        }
        throw failure(value, "string");
    }

    private static String shortest(double number) {
        boolean plain = number == Math.rint(number) && Math.abs(number) < 1e15;
        if (plain) {
            return 1 / number < 0 && number == 0 ? "-0" : Long.toString((long) number);
        }
        return Double.isFinite(number)
                ? Double.toString(number)
                        .replace("E", "e")
                        .replaceFirst("e(\\d)", "e+$1")
                        .replace(".0e", "e")
                : Double.toString(number);
    }

    private static Object toBool(Object value) {
        return BsonTypes.isTrue(value);
    }

    private static Object toInt(Object value) {
        long number = integer(value, "int", false);
        if (number != (int) number) {
            throw failure(value, "int");
        }
        return (int) number;
    }

    private static Object toLong(Object value) {
        return integer(value, "long", true);
    }

    private static long integer(Object value, String type, boolean takesDates) {
        try {
            if (value instanceof Number number) {
                return Numbers.toLong(number);
            } else if (value instanceof Boolean flag) {
                return flag ? 1 : 0;
            } else if (value instanceof String text) {
                return Long.parseLong(text);
            } else if (value instanceof Instant date && takesDates) {
                return date.toEpochMilli();
            }
        } catch (ArithmeticException e) {
            throw caused(failure(value, type), e);
        } catch (NumberFormatException e) {
            throw caused(failure(value, type), e);
        }
        throw failure(value, type);
    }

    private static Refusal caused(Refusal failure, RuntimeException cause) {
        failure.addSuppressed(cause);
        return failure;
    }

    private static Object toDouble(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        } else if (value instanceof Instant date) {
            return (double) date.toEpochMilli();
        } else if (value instanceof String text) {
            return parsed(text, "double").doubleValue();
        }
        throw failure(value, "double");
    }

    private static Object toDecimal(Object value) {
        if (value instanceof Number number) {
            return Numbers.toDecimal(number);
        } else if (value instanceof Boolean flag) {
            return Numbers.toDecimal(flag ? 1 : 0);
        } else if (value instanceof Instant date) {
            return Numbers.toDecimal(date.toEpochMilli());
        } else if (value instanceof String text) {
            return parsed(text, "decimal");
        }
        throw failure(value, "decimal");
    }

    private static Decimal128 parsed(String text, String type) {
        if (text.matches("[+-]?(?i:nan|inf(inity)?)")) {
            boolean isNan = text.toLowerCase(java.util.Locale.ROOT).endsWith("nan");
            return Numbers.special(isNan ? Double.NaN : text.startsWith("-") ? -1 : 1);
        }
        try {
            return Numbers.decimal(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw caused(failure(text, type), e);
        }
    }

    private static Object toObjectId(Object value) {
        if (value instanceof ObjectId) {
            return value;
        }
        if (value instanceof String text && text.matches("[0-9a-fA-F]{24}")) {
            return new ObjectId(text);
        }
        throw failure(value, "objectId");
    }

    private static Object toDate(Object value) {
        if (value instanceof Instant) {
            return value;
        } else if (value instanceof BsonTimestamp timestamp) {
            return Instant.ofEpochSecond(timestamp.getTime());
        } else if (value instanceof ObjectId id) {
            return dateOf(id);
        } else if (value instanceof Number && !(value instanceof Integer)) {
            return Instant.ofEpochMilli(integer(value, "date", false));
        } else if (value instanceof String text) {
            return date(text);
        }
        throw failure(value, "date");
    }

    static Instant dateOf(ObjectId id) {
        return Instant.ofEpochSecond(java.nio.ByteBuffer.wrap(id.toByteArray()).getInt() & 0xFFFFFFFFL);
    }

    /** ISO-8601: a date, or a date and a time with or without a zone. */
    static Instant date(String text) {
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String iso = text.replaceFirst(" ", "T").replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
            return iso.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw caused(failure(text, "date"), e);
        }
    }
}
