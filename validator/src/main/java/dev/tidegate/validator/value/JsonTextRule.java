package dev.tidegate.validator.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.bson.BsonValue;

/** JSON that is declared to be kept as text; any other value is judged as {@code jsonb}. */
record JsonTextRule(ValueRule byType) implements ValueRule {
    private static final int LEVELS_AT_MOST = 100;
    private static final int DIGITS_AT_MOST = 1_000;
    private static final int NUMBER_AT_MOST = 2 * DIGITS_AT_MOST + 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(LEVELS_AT_MOST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    @Override
    public boolean takesArrays() {
        return byType.takesArrays();
    }

    @Override
    public boolean isCarriedAsItIs(BsonValue value) {
        return true;
    }

    @Override
    public Judgement judge(BsonValue value) {
        if (!value.isString()) {
            return byType.judge(value);
        }
        String text = value.asString().getValue();
        var reading = new Reading();
        Optional<Object> tree = reading.tree(text);
        return tree.<Judgement>map(found ->
                        new Judgement.Fits(new ExpectedValue.ParsedJson(found, Utf8Count.of(text)), reading.replaces))
                .orElseGet(Judgement::notExact);
    }

    /** One text. */
    private static final class Reading {
        private boolean replaces;

        /** Empty when it is no JSON, or too deep, or has numbers too long. */
        Optional<Object> tree(String text) {
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() == null) {
                    return Optional.empty();
                }
                Object tree = value(json);
                return json.nextToken() == null ? Optional.of(tree) : Optional.empty();
            } catch (IOException | NumberFormatException e) {
                return Optional.empty();
            }
        }

        private Object value(JsonParser json) throws IOException {
            return switch (json.currentToken()) {
                case START_OBJECT -> {
                    var members = new LinkedHashMap<String, Object>();
                    while (json.nextToken() != JsonToken.END_OBJECT) {
                        String name = storable(json.currentName());
                        json.nextToken();
                        members.put(name, value(json));
                    }
                    yield members;
                }
                case START_ARRAY -> {
                    var elements = new ArrayList<>();
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        elements.add(value(json));
                    }
                    yield elements;
                }
                case VALUE_STRING -> storable(json.getText());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getText());
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case VALUE_NULL -> JsonText.NULL;
                default -> throw new IOException("no value: " + json.currentToken());
            };
        }

        private String storable(String text) {
            replaces |= !TextRule.isStorable(text);
            return TextRule.storable(text);
        }

        /** As numeric keeps it: no scale is negative there. */
        private static BigDecimal number(String text) {
            if (text.length() > NUMBER_AT_MOST) {
                throw new NumberFormatException("longer than any of " + DIGITS_AT_MOST + " digits");
            }
            BigDecimal number = new BigDecimal(text);
            long whole = (long) number.precision() - number.scale();
            if (whole > DIGITS_AT_MOST || number.scale() > DIGITS_AT_MOST) {
                throw new NumberFormatException("more than " + DIGITS_AT_MOST + " digits");
            }
            return number.scale() < 0 ? number.setScale(0) : number;
        }
    }
}
