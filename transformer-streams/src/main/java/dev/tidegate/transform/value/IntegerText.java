package dev.tidegate.transform.value;

/** The one text form of whole numbers: {@code -?(0|[1-9][0-9]*)} in ASCII. */
final class IntegerText {
    private IntegerText() {}

    /** How many digits the number has; 0 when the text is none. */
    static int digits(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        if (digits == 0 || (digits > 1 && text.charAt(start) == '0')) {
            return 0;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return 0;
            }
        }
        return digits;
    }
}
