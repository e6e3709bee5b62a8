package dev.tidegate.transform.state;

import dev.tidegate.transform.state.WaitingDocument.Question;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link WaitingDocument} in bytes. */
public final class WaitingDocumentBytes {
    private static final int UNKNOWN = 0;
    private static final int EXISTS = 1;
    private static final int EXISTS_NOT = 2;

    private WaitingDocumentBytes() {}

    public static byte[] write(WaitingDocument document) {
        var bytes = new ByteArrayOutputStream(document.bson().length + 128);
        try (var out = new DataOutputStream(bytes)) {
            Utf8.writeBytes(document.bson(), out);
            out.writeInt(document.partition());
            out.writeLong(document.offset());
            out.writeInt(document.questions().size());
            for (Map.Entry<DocumentKey, Question> entry : document.questions().entrySet()) {
                entry.getKey().write(out);
                out.writeLong(entry.getValue().askedAt());
                out.writeByte(code(entry.getValue().answer()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** @return null for null */
    public static WaitingDocument read(byte[] bytes) {
        if (bytes == null) {
            return null;
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte[] bson = Utf8.readBytes(in);
            int partition = in.readInt();
            long offset = in.readLong();
            return new WaitingDocument(bson, partition, offset, readQuestions(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a waiting document is damaged: remove the state directory", e);
        }
    }

    private static Map<DocumentKey, Question> readQuestions(DataInputStream in) throws IOException {
        int count = in.readInt();
        Map<DocumentKey, Question> questions = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            questions.put(DocumentKey.read(in), new Question(in.readLong(), answer(in.readByte())));
        }
        return questions;
    }

    private static int code(Boolean answer) {
        if (answer == null) {
            return UNKNOWN;
        }
        return answer ? EXISTS : EXISTS_NOT;
    }

    private static Boolean answer(int code) throws IOException {
        return switch (code) {
            case UNKNOWN -> null;
            case EXISTS -> Boolean.TRUE;
            case EXISTS_NOT -> Boolean.FALSE;
            default -> throw new IOException("unknown answer: " + code);
        };
    }
}
