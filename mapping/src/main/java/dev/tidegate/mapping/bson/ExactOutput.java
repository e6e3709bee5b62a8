package dev.tidegate.mapping.bson;

import org.bson.io.BasicOutputBuffer;

/** Writes BSON as the driver does, but text as {@link ExactText}, and names as {@link ExactBson} reads them. */
final class ExactOutput extends BasicOutputBuffer {

    @Override
    public void writeString(String text) {
        byte[] bytes = ExactText.encode(text);
        writeInt32(bytes.length + 1);
        writeBytes(bytes);
        writeByte(0);
    }

    @Override
    public void writeCString(String text) {
        writeBytes(ExactText.encode(text.replace(ExactBson.AGAIN, "")));
        writeByte(0);
    }
}
