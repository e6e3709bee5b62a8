package dev.tidegate.sink.target;

import java.util.ArrayList;
import java.util.List;

/** The lines by which two texts differ, as {@code diff} shows them, by the longest common subsequence. */
final class LineDifference {
    private static final int MOST_LINES = 40;

    private LineDifference() {}

    static String between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int[][] common = common(old, now);
        List<String> shown = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j == now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                shown.add("  - " + (i + 1) + ": " + old.get(i++));
            } else {
                shown.add("  + " + (j + 1) + ": " + now.get(j++));
            }
        }
        return text(shown);
    }

    private static String text(List<String> shown) {
        if (shown.size() <= MOST_LINES) {
            return String.join("\n", shown);
        }
        return String.join("\n", shown.subList(0, MOST_LINES)) + "\n  … and " + (shown.size() - MOST_LINES) + " lines";
    }

    /** Length of the longest common subsequence of what follows line i of the one and line j of the other. */
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
