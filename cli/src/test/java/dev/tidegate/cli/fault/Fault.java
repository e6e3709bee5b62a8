package dev.tidegate.cli.fault;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A change to one line of the transformer, as a programmer might make it.
 *
 * @param file below the transformer's sources
 * @param found places where the validator must see it, and no others: {@code <table>[.<column>] <kind>}
 */
record Fault(String name, String file, String line, String instead, Set<String> found) {

    static Stream<Fault> all() {
        return Stream.of(
                new Fault(
                        "milliseconds truncated",
                        "value/TimestampConversion.java",
                        "return milliseconds % step == 0 ? Conversion.Value.exact(milliseconds)",
                        "return milliseconds % step == 0"
                                + " ? Conversion.Value.exact(Math.floorDiv(milliseconds, 1000) * 1000)",
                        Set.of("things.at VALUE", "parts.made VALUE")),
                new Fault(
                        "enum labels swapped",
                        "value/EnumConversion.java",
                        "labels.put(label, Conversion.Value.exact(label))",
                        "labels.put(label, Conversion.Value.exact("
                                + "type.labels().get(type.labels().size() - 1 - type.labels().indexOf(label))))",
                        Set.of("things.lvl VALUE")),
                new Fault(
                        "decimal's scale lost",
                        "value/NumericConversion.java",
                        "carried(value, DecimalText.plain(value.asDecimal128().getValue()))",
                        "carried(value, value.asDecimal128().getValue().bigDecimalValue()"
                                + ".stripTrailingZeros().toPlainString())",
                        Set.of("things.price VALUE")),
                new Fault(
                        "doubles as floats",
                        "value/NumericConversion.java",
                        ": DecimalText.plain(number);",
                        ": DecimalText.plain((double) (float) number);",
                        Set.of("things.weight VALUE")),
                new Fault(
                        "NUL stripped instead of replaced",
                        "value/SafeText.java",
                        "if (c == 0) {\n                safe.append(REPLACEMENT);",
                        "if (c == 0) {\n                continue;",
                        Set.of("things.name VALUE")),
                new Fault(
                        "numbers out of range clipped",
                        "value/IntegerConversion.java",
                        "return number < min || number > max ? outcomes.outOfRange(value) :"
                                + " Conversion.Value.exact(boxed.apply(number));",
                        "return Conversion.Value.exact(boxed.apply(Math.max(min, Math.min(max, number))));",
                        Set.of("tidegate.dead_letter DEAD_LETTER_MISSING")),
                new Fault(
                        "text trimmed",
                        "value/TextConversion.java",
                        "outcomes.exactText(value.asString().getValue())",
                        "outcomes.exactText(value.asString().getValue().strip())",
                        Set.of("things.note VALUE")),
                new Fault(
                        "empty text as NULL",
                        "value/TextConversion.java",
                        "outcomes.exactText(value.asString().getValue())",
                        "value.asString().getValue().isEmpty()"
                                + " ? Conversion.Value.NULL : outcomes.exactText(value.asString().getValue())",
                        Set.of("things.empty VALUE")),
                new Fault(
                        "false as NULL",
                        "value/BooleanConversion.java",
                        "value.asBoolean().getValue() ? TRUE : FALSE",
                        "value.asBoolean().getValue() ? TRUE : Conversion.Value.NULL",
                        Set.of("things.yes VALUE")),
                new Fault(
                        "null elements of an array dropped",
                        "value/ListConversion.java",
                        "list.add(element.value());",
                        "if (element.value() != null) list.add(element.value());",
                        Set.of("things.tags VALUE", "things.friends VALUE")),
                new Fault(
                        "long numbers in jsonb through a double",
                        "value/JsonbText.java",
                        "put(Long.toString(value.asInt64().getValue()))",
                        "put(Long.toString((long) (double) value.asInt64().getValue()))",
                        Set.of("things.any VALUE")),
                new Fault(
                        "references with another collection's tag",
                        "value/ReferenceIds.java",
                        "this.ids = ids;",
                        "this.ids = new CollectionIds(ids.collection(), ids.tag() ^ 1);",
                        Set.of(
                                "things.owner VALUE",
                                "things.owner TYPE",
                                "things.friends VALUE",
                                "things.friends TYPE",
                                "links EXTRA_EDGE",
                                "links MISSING_EDGE",
                                "links.thing FOREIGN_ID",
                                "links.thing TYPE",
                                "links.person FOREIGN_ID",
                                "links.person TYPE")),
                new Fault(
                        "edges of the right end forgotten",
                        "document/CollectionRows.java",
                        "if (holdsEdges(junction.right(), mapping)) {",
                        "if (false) {",
                        Set.of("links MISSING_EDGE", "links COUNT")),
                new Fault(
                        "children counted from one",
                        "document/ChildrenReader.java",
                        "row[keyIndex] = ordinal;",
                        "row[keyIndex] = ordinal + 1;",
                        Set.of("parts EXTRA_CHILD", "parts MISSING_CHILD", "parts.code VALUE", "parts.made VALUE")),
                new Fault(
                        "children in reverse",
                        "document/ChildrenReader.java",
                        "readElement(elements.get(ordinal), ordinal, document, row);",
                        "readElement(elements.get(elements.size() - 1 - ordinal), ordinal, document, row);",
                        Set.of("parts.code VALUE", "parts.made VALUE")),
                new Fault(
                        "unmapped fields forgotten",
                        "value/UnmappedFields.java",
                        "unread.forEach(name -> fields.keep(name, document.get(name)));",
                        "unread.stream().skip(1).forEach(name -> fields.keep(name, document.get(name)));",
                        Set.of("tidegate.unmapped UNMAPPED_CONTENT")),
                new Fault(
                        "originals of repaired values forgotten",
                        "value/UnmappedFields.java",
                        "originals.stream().filter(document::containsKey)"
                                + ".forEach(name -> fields.original(name, document.get(name)));",
                        "",
                        Set.of("tidegate.unmapped UNMAPPED_CONTENT")),
                new Fault(
                        "a required field's default for one that is there",
                        "value/ValueConverter.java",
                        "if (Absence.is(valueOrNull)) {\n            return absent(",
                        "if (Absence.is(valueOrNull) || required) {\n            return absent(",
                        Set.of("things.rank VALUE")));
    }

    @Override
    public String toString() {
        return name;
    }
}
