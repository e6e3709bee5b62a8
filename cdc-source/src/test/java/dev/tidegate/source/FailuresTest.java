package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import dev.tidegate.source.Failures.Kind;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void stepDownsAndBrokenConnectionsPass() {
        assertThat(Failures.kind(wrapped(command(10107)))).isEqualTo(Kind.PASSING);
        assertThat(Failures.kind(new MongoSocketException("gone", new ServerAddress())))
                .isEqualTo(Kind.PASSING);
        assertThat(Failures.kind(wrapped(new TimeoutException("no broker")))).isEqualTo(Kind.PASSING);
    }

    @Test
    void whatIsLabelledResumablePasses() {
        assertThat(Failures.kind(new MongoCommandException(
                        BsonDocument.parse("{ok: 0, code: 4711, errorLabels: ['ResumableChangeStreamError']}"),
                        new ServerAddress())))
                .isEqualTo(Kind.PASSING);
    }

    @Test
    void missingRightsStay() {
        assertThat(Failures.kind(wrapped(command(13)))).isEqualTo(Kind.FINAL);
        assertThat(Failures.kind(new TopicAuthorizationException("no"))).isEqualTo(Kind.FINAL);
    }

    @Test
    void aFencedPublisherIsToldApart() {
        assertThat(Failures.kind(wrapped(new ProducerFencedException("fenced"))))
                .isEqualTo(Kind.FENCED);
    }

    @Test
    void anythingElseIsUnknown() {
        assertThat(Failures.kind(new IllegalStateException("?"))).isEqualTo(Kind.UNKNOWN);
        assertThat(Failures.kind(command(10334))).isEqualTo(Kind.UNKNOWN);
    }

    private static RuntimeException wrapped(RuntimeException cause) {
        return new IllegalStateException("engine", new IllegalStateException("inner", cause));
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(BsonDocument.parse("{ok: 0, code: " + code + "}"), new ServerAddress());
    }
}
