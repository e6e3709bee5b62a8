package dev.tidegate.transform.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.transform.document.OwnedKey;
import dev.tidegate.transform.state.DocumentState.DeadSince;
import dev.tidegate.transform.state.ReferenceMessage.MessageKind;
import dev.tidegate.transform.state.WaitingDocument.Question;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateBytesTest {
    private static final DocumentKey FIRST = new DocumentKey(1, "o:000000000000000000000001");
    private static final DocumentKey SECOND = new DocumentKey(2, "s:§ and more");

    @Test
    void theCommonCaseIsOneByte() {
        assertThat(DocumentStateBytes.write(DocumentState.ENTITY_ONLY)).hasSize(1);
        assertThat(DocumentStateBytes.read(DocumentStateBytes.write(DocumentState.ENTITY_ONLY)))
                .isEqualTo(DocumentState.ENTITY_ONLY);
        assertThat(DocumentStateBytes.read(DocumentStateBytes.write(DocumentState.KNOWN)))
                .isEqualTo(DocumentState.KNOWN);
        assertThat(DocumentStateBytes.read(null)).isNull();
    }

    @Test
    void everythingOfADocumentIsRemembered() {
        List<OwnedKey> owned = List.of(
                new OwnedKey(0, new UUID(1, 2)),
                new OwnedKey(1, 7),
                new OwnedKey(2, "§"),
                new OwnedKey(3, 1L << 40),
                new OwnedKey(60_000, true));
        var state = new DocumentState(true, true, owned, Optional.of(new DeadSince(-5, "{\"$numberInt\": \"1\"}")));
        assertThat(DocumentStateBytes.read(DocumentStateBytes.write(state))).isEqualTo(state);
    }

    @Test
    void aWaitingDocumentKeepsItsQuestionsAndAnswers() {
        Map<DocumentKey, Question> questions = new LinkedHashMap<>();
        questions.put(FIRST, new Question(9, null));
        questions.put(SECOND, new Question(10, true));
        var document = new WaitingDocument(new byte[] {5, 0, 0, 0, 0}, 3, 11, questions);
        WaitingDocument read = WaitingDocumentBytes.read(WaitingDocumentBytes.write(document));
        assertThat(read.bson()).isEqualTo(document.bson());
        assertThat(read.partition()).isEqualTo(3);
        assertThat(read.offset()).isEqualTo(11);
        assertThat(read.questions()).isEqualTo(questions);
        assertThat(read.isAnswered()).isFalse();
        assertThat(read.answered(FIRST, false).isAnswered()).isTrue();
    }

    @Test
    void messagesGoToTheOneThatIsAsked() {
        var question = new ReferenceMessage(MessageKind.SUBSCRIBE, FIRST, SECOND, 12);
        assertThat(ReferenceMessage.of(question.toBytes())).isEqualTo(question);
        assertThat(question.receiver()).isEqualTo(SECOND.canonicalId());
        assertThat(new ReferenceMessage(MessageKind.EXISTS, FIRST, SECOND, 12).receiver())
                .isEqualTo(FIRST.canonicalId());
    }

    @Test
    void noDocumentsSubscribersStandUnderAnother() {
        var longer = new DocumentKey(SECOND.tag(), SECOND.canonicalId() + "!");
        byte[] key = longer.subscriberKey(FIRST).get();
        byte[] prefix = SECOND.subscribersPrefix();
        assertThat(java.util.Arrays.copyOf(key, prefix.length)).isNotEqualTo(prefix);
        assertThat(DocumentKey.subscriberOf(longer.subscriberKey(FIRST))).isEqualTo(FIRST);
    }
}
