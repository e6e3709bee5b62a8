package dev.tidegate.transform.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A document with references to one of several collections, kept whole: its rows are derived again whenever an answer
 * changes.
 *
 * @param bson the document
 * @param partition of the raw record, as its offset
 * @param questions by the document that is asked for
 */
public record WaitingDocument(byte[] bson, int partition, long offset, Map<DocumentKey, Question> questions) {

    /**
     * @param askedAt offset of the raw record that asked first; answers to an earlier asking are ignored
     * @param answer null until it has come
     */
    public record Question(long askedAt, Boolean answer) {}

    public WaitingDocument {
        questions = new LinkedHashMap<>(questions);
    }

    public boolean isAnswered() {
        return questions.values().stream().allMatch(question -> question.answer() != null);
    }

    /** True when the id is known to exist. */
    public boolean exists(DocumentKey asked) {
        Question question = questions.get(asked);
        return question != null && Boolean.TRUE.equals(question.answer());
    }

    public WaitingDocument answered(DocumentKey asked, boolean answer) {
        Map<DocumentKey, Question> answered = new LinkedHashMap<>(questions);
        answered.computeIfPresent(asked, (key, question) -> new Question(question.askedAt(), answer));
        return new WaitingDocument(bson, partition, offset, answered);
    }

    /** The same questions, keeping what is known from the version before. */
    public static Map<DocumentKey, Question> questions(
            Collection<DocumentKey> asked, long offset, Map<DocumentKey, Question> before) {
        Map<DocumentKey, Question> questions = new LinkedHashMap<>();
        asked.forEach(key -> questions.put(key, before.getOrDefault(key, new Question(offset, null))));
        return questions;
    }
}
