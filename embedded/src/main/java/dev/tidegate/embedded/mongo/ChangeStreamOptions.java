package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@code $changeStream} stage asks for, checked as MongoDB checks it. */
record ChangeStreamOptions(
        String fullDocument,
        String fullDocumentBeforeChange,
        boolean showExpandedEvents,
        boolean allChangesForCluster,
        Optional<ResumeToken> resumeAfter,
        Optional<ResumeToken> startAfter,
        Optional<BsonTimestamp> startAtOperationTime) {

    static ChangeStreamOptions parse(Object stage) {
        if (!(stage instanceof Document asked)) {
            throw new Refusal(
                    6188500, "Location6188500", "$changeStream must take a nested object but found something else");
        }
        for (Map.Entry<String, Object> option : asked.entrySet()) {
            checkOption(option.getKey(), option.getValue());
        }
        ChangeStreamOptions options = new ChangeStreamOptions(
                (String) asked.getOrDefault("fullDocument", "default"),
                (String) asked.getOrDefault("fullDocumentBeforeChange", "off"),
                Boolean.TRUE.equals(asked.get("showExpandedEvents")),
                Boolean.TRUE.equals(asked.get("allChangesForCluster")),
                Optional.ofNullable(asked.get("resumeAfter")).map(ResumeToken::parse),
                Optional.ofNullable(asked.get("startAfter")).map(ResumeToken::parse),
                Optional.ofNullable((BsonTimestamp) asked.get("startAtOperationTime")));
        options.checkStart();
        return options;
    }

    private static void checkOption(String name, Object value) {
        switch (name) {
            case "fullDocument" -> oneOf(name, value, "default", "updateLookup", "whenAvailable", "required");
            case "fullDocumentBeforeChange" -> oneOf(name, value, "off", "whenAvailable", "required");
            case "showExpandedEvents", "allChangesForCluster" -> expect(value instanceof Boolean, name, "bool");
            case "resumeAfter", "startAfter" -> expect(value instanceof Document, name, "object");
            case "startAtOperationTime" -> expect(value instanceof BsonTimestamp, name, "timestamp");
            default -> throw Refusal.unknownField("$changeStream", name);
        }
    }

    private static void oneOf(String name, Object value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw Refusal.badValue(
                    "Enumeration value '" + value + "' for field '$changeStream." + name + "' is not a valid value.");
        }
    }

    private static void expect(boolean right, String name, String type) {
        if (!right) {
            throw Refusal.typeMismatch(
                    "BSON field '$changeStream." + name + "' is the wrong type, expected type '" + type + "'");
        }
    }

    private void checkStart() {
        if (resumeAfter.isPresent() && startAfter.isPresent()) {
            throw new Refusal(
                    50674,
                    "Location50674",
                    "Do not specify both 'resumeAfter' and 'startAfter' in a $changeStream stage");
        }
        if (startAtOperationTime.isPresent() && (resumeAfter.isPresent() || startAfter.isPresent())) {
            throw new Refusal(
                    40674, "Location40674", "Only one type of resume option is allowed, but multiple were found");
        }
        if (resumeAfter.filter(ResumeToken::ofInvalidation).isPresent()) {
            throw new Refusal(
                    260,
                    "InvalidResumeToken",
                    "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification");
        }
    }
}
