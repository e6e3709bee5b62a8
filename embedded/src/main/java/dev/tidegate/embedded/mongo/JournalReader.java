package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Reads a journal's frames by their place. */
final class JournalReader {
    /** Where a whole frame lies. */
    record FramePosition(long position, int length, int changes) {
        long end() {
            return position + Journal.HEAD + length;
        }
    }

    private final FileChannel file;

    JournalReader(FileChannel file) {
        this.file = file;
    }

    /** All whole frames from the start; what follows the last one was being written when the process died. */
    List<FramePosition> places() throws IOException {
        List<FramePosition> places = new ArrayList<>();
        long position = 0;
        while (position + Journal.HEAD <= file.size()) {
            ByteBuffer head = read(position, Journal.HEAD);
            FramePosition place = new FramePosition(position, head.getInt(0), head.getInt(8));
            if (place.length() < 5 || place.end() > file.size() || !isWhole(place, head.getInt(4))) {
                break;
            }
            places.add(place);
            position = place.end();
        }
        return places;
    }

    private boolean isWhole(FramePosition place, int checksum) throws IOException {
        byte[] bytes = read(place.position() + Journal.HEAD, place.length()).array();
        return Journal.checksum(bytes, 0, bytes.length) == checksum;
    }

    /** The bytes of a frame's document. */
    byte[] frame(FramePosition place) throws IOException {
        return read(place.position() + Journal.HEAD, place.length()).array();
    }

    Document document(long position, int length) throws IOException {
        return BsonReader.document(read(position, length).array());
    }

    ByteBuffer raw(FramePosition place) throws IOException {
        return read(place.position(), Journal.HEAD + place.length());
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the journal ends at byte " + (position + buffer.position()));
            }
        }
        return buffer.flip();
    }
}
