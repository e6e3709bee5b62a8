package dev.tidegate.sink.write;

import java.util.List;

/** PostgreSQL's text form of an array: every element quoted, NULL bare. */
final class ArrayLiteral {
    private ArrayLiteral() {}

    static String of(List<?> elements) {
        StringBuilder literal = new StringBuilder("{");
        for (Object element : elements) {
            if (literal.length() > 1) {
                literal.append(',');
            }
            if (element == null) {
                literal.append("NULL");
            } else {
                literal.append('"')
                        .append(element.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return literal.append('}').toString();
    }
}
