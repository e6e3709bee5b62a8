package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourcePosition;
import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.StreamPosition;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * Where the stream resumes.
 *
 * @param seen position of the latest change that is published already; the position alone does not show it, as
 *     it lies before the changes of a time of which more may come
 */
public record StreamStart(StreamPosition position, SourcePosition seen) {

    /** @param state with a start */
    public static StreamStart of(SourceState state) {
        SourcePosition seen = state.reached().orElseThrow();
        StreamPosition position = state.position().orElse(new StreamPosition(seen, 0, 0));
        for (String offset : state.offsets().values()) {
            BsonDocument json = BsonDocument.parse(offset);
            if (json.isString("resume_token")) {
                String token = json.getString("resume_token").getValue();
                seen = seen.later(ResumeToken.of(Map.of("resume_token", token)).position());
            }
        }
        return new StreamStart(position, seen);
    }
}
