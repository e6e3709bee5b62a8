package dev.tidegate.source.stream;

import dev.tidegate.events.source.SourceState;
import dev.tidegate.events.source.StreamPosition;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * Where the stream goes on.
 *
 * @param seenTime cluster time of the latest change that is published already; the position alone does not tell it, as
 *     it lies before the changes of a time of which more may come
 */
public record StreamStart(StreamPosition position, long seenTime) {

    /** @param state with a start */
    public static StreamStart of(SourceState state) {
        long startTime = state.start().orElseThrow().clusterTime();
        StreamPosition position = state.position().orElse(new StreamPosition(startTime, 0, 0));
        long seen = position.clusterTime();
        for (String offset : state.offsets().values()) {
            BsonDocument json = BsonDocument.parse(offset);
            if (json.isString("resume_token")) {
                String token = json.getString("resume_token").getValue();
                long time = ResumeToken.of(Map.of("resume_token", token)).clusterTime();
                seen = Long.compareUnsigned(time, seen) > 0 ? time : seen;
            }
        }
        return new StreamStart(position, seen);
    }
}
