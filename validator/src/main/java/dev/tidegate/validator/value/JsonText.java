package dev.tidegate.validator.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON (RFC 8259) into maps, lists, strings, booleans, {@link BigDecimal}s that keep their scale, and {@link #NULL}.
 *
 * <p>Not the driver's reader: that reads {@code {"$oid": …}} as an ObjectId. Of equal keys the last counts.
 */
public final class JsonText {
    /** JSON null: maps and lists hold no Java null. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /** A document may be as long and as deep as MongoDB takes it, and its keys are as many as its documents. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** No number that a document gives has more places. */
    private static final int MOST_PLACES = 7_000;

    private JsonText() {}

    /** Empty when it is no JSON. */
    public static Optional<Object> parse(String text) {
        return parse(text, false);
    }

    /**
     * The text of a {@code json}, which PostgreSQL keeps as it is written: keys in their order, numbers without exponents.
     * Empty also when a key comes twice.
     */
    public static Optional<Object> parseAsItStands(String text) {
        return parse(text, true).map(JsonText::withoutExponents);
    }

    private static Object withoutExponents(Object tree) {
        if (tree instanceof Map<?, ?> members) {
            var others = new LinkedHashMap<Object, Object>();
            members.forEach((name, member) -> others.put(name, withoutExponents(member)));
            return others;
        }
        if (tree instanceof List<?> elements) {
            return elements.stream().map(JsonText::withoutExponents).toList();
        }
        return tree instanceof BigDecimal number && number.scale() < 0 && number.scale() > -MOST_PLACES
                ? number.setScale(0)
                : tree;
    }

    private static Optional<Object> parse(String text, boolean eachKeyOnce) {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, eachKeyOnce);
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Object value = value(parser);
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of the token that the parser is at. */
    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var members = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    members.put(name, value(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                var elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> NULL;
            default -> throw new IllegalStateException("no value of JSON: " + parser.currentToken());
        };
    }

    /** The same tree as text. */
    public static String write(Object tree) {
        var json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written to but memory", e);
        }
        return json.toString();
    }

    private static void write(Object tree, JsonGenerator json) throws IOException {
        if (tree instanceof Map<?, ?> members) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.writeFieldName((String) member.getKey());
                write(member.getValue(), json);
            }
            json.writeEndObject();
        } else if (tree instanceof List<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (tree instanceof String text) {
            json.writeString(text);
        } else if (tree instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (tree instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (tree == NULL) {
            json.writeNull();
        } else {
            throw new IllegalArgumentException("no tree of JSON: " + tree.getClass());
        }
    }
}
