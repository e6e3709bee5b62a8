package dev.tidegate.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import dev.tidegate.source.Failures.FailureKind;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class FailuresTest {
    @Test
    void stepDownsAndBrokenConnectionsPass() {
        assertThat(Failures.kindOf(wrapped(command(10107)))).isEqualTo(FailureKind.PASSING);
        assertThat(Failures.kindOf(new MongoSocketException("gone", new ServerAddress())))
                .isEqualTo(FailureKind.PASSING);
        assertThat(Failures.kindOf(wrapped(new TimeoutException("no broker")))).isEqualTo(FailureKind.PASSING);
    }

    @Test
    void whatIsLabelledResumablePasses() {
        assertThat(Failures.kindOf(new MongoCommandException(
                        BsonDocument.parse("{ok: 0, code: 4711, errorLabels: ['ResumableChangeStreamError']}"),
                        new ServerAddress())))
                .isEqualTo(FailureKind.PASSING);
    }

    @Test
    void missingRightsStay() {
        assertThat(Failures.kindOf(wrapped(command(13)))).isEqualTo(FailureKind.FINAL);
        assertThat(Failures.kindOf(new TopicAuthorizationException("no"))).isEqualTo(FailureKind.FINAL);
    }

    @Test
    void aFencedPublisherIsDistinguished() {
        assertThat(Failures.kindOf(wrapped(new ProducerFencedException("fenced"))))
                .isEqualTo(FailureKind.FENCED);
    }

    @Test
    void anythingElseIsUnknown() {
        assertThat(Failures.kindOf(new IllegalStateException("?"))).isEqualTo(FailureKind.UNKNOWN);
        assertThat(Failures.kindOf(command(10334))).isEqualTo(FailureKind.UNKNOWN);
    }

    private static RuntimeException wrapped(RuntimeException cause) {
        return new IllegalStateException("engine", new IllegalStateException("inner", cause));
    }

    private static MongoCommandException command(int code) {
        return new MongoCommandException(BsonDocument.parse("{ok: 0, code: " + code + "}"), new ServerAddress());
    }
}
