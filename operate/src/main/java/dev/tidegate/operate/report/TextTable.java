package dev.tidegate.operate.report;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what is in them. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<Integer> rightAligned;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param rightAligned which columns hold numbers, from 0 */
    TextTable(List<Integer> rightAligned) {
        this.rightAligned = rightAligned;
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            String space = " ".repeat(widths[column] - cell.length());
            line.append(rightAligned.contains(column) ? space + cell : cell + space)
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
