package dev.tidegate.embedded.mongo;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.DocumentCodec;

/** One command over a socket, without a driver: what a driver would not send. */
final class RawCommand {
    private RawCommand() {}

    static Document send(int port, String database, BsonDocument command) {
        RawBsonDocument body =
                new RawBsonDocument(command.clone().append("$db", new BsonString(database)), new BsonDocumentCodec());
        ByteBuffer bytes = body.getByteBuffer().asNIO();
        ByteBuffer message = ByteBuffer.allocate(21 + bytes.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(message.capacity())
                .putInt(1)
                .putInt(0)
                .putInt(2013)
                .putInt(0)
                .put((byte) 0)
                .put(bytes);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(message.array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] reply = new byte[Integer.reverseBytes(in.readInt()) - 4];
            in.readFully(reply);
            return new RawBsonDocument(reply, 17, reply.length - 17).decode(new DocumentCodec());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
