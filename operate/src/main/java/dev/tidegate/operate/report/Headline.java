package dev.tidegate.operate.report;

import dev.tidegate.validator.result.ValidationResult;

/** The one word for a validation, which is more than one where something is to be accepted. */
final class Headline {
    private Headline() {}

    static String of(ValidationResult result) {
        if (!result.passes()) {
            return "FAIL";
        }
        return result.passesWithExceptions() ? "PASS with exceptions" : "PASS";
    }
}
