package dev.tidegate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection on a thread of its own: reads a message, has it answered, writes the reply, again. */
final class ClientConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 2;
    private static final int LARGEST_MESSAGE = 48_000_000 + 16_384;

    private final Socket socket;
    private final long id;
    private final Commands commands;
    private final FailPoints failPoints;
    private String appName = "";

    ClientConnection(Socket socket, long id, Commands commands, FailPoints failPoints) {
        this.socket = socket;
        this.id = id;
        this.commands = commands;
        this.failPoints = failPoints;
    }

    @Override
    public void run() {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            while (answerNext(in, socket.getOutputStream())) {
                Thread.onSpinWait();
            }
        } catch (EOFException e) {
            LOG.debug("Client has gone connection={}", id);
        } catch (IOException e) {
            LOG.debug("Connection lost connection={} reason={}", id, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Connection closed after a message that cannot be read connection={}", id, e);
        }
    }

    void close() throws IOException {
        socket.close();
    }

    private boolean answerNext(DataInputStream in, OutputStream out) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 16 || length > LARGEST_MESSAGE) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] bytes = new byte[length - 4];
        in.readFully(bytes);
        ByteBuffer message = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int requestId = message.getInt();
        message.getInt();
        int opCode = message.getInt();
        return switch (opCode) {
            case OP_MSG -> answerMessage(message, requestId, out);
            case OP_QUERY -> answerQuery(message, requestId, out);
            default -> throw new IOException("a message with operation " + opCode);
        };
    }

    private boolean answerMessage(ByteBuffer message, int requestId, OutputStream out) throws IOException {
        int flags = message.getInt();
        int end = message.limit() - ((flags & CHECKSUM_PRESENT) != 0 ? 4 : 0);
        BsonReader reader = new BsonReader(message);
        Document body = new Document();
        while (message.position() < end) {
            readSection(message, reader, body);
        }
        Request request = request(body, (String) body.get("$db"));
        Optional<FailPoints.Fault> fault = faultFor(request);
        if (fault.isPresent() && !survives(fault.get())) {
            return false;
        }
        Document reply = commands.answer(request, fault);
        if ((flags & MORE_TO_COME) == 0) {
            send(out, requestId, reply);
        }
        return true;
    }

    /** A client gives its name once, when it says hello. */
    private Optional<FailPoints.Fault> faultFor(Request request) {
        if (request.body().get("client") instanceof Document client
                && client.get("application") instanceof Document application
                && application.get("name") instanceof String name) {
            appName = name;
        }
        return failPoints.faultFor(request.command(), appName);
    }

    private static boolean survives(FailPoints.Fault fault) {
        long until = System.nanoTime() + Store.nanos(fault.blockMillis());
        while (System.nanoTime() < until && !Thread.currentThread().isInterrupted()) {
            java.util.concurrent.locks.LockSupport.parkNanos(until - System.nanoTime());
        }
        return !fault.closesConnection();
    }

    private static void readSection(ByteBuffer message, BsonReader reader, Document body) throws IOException {
        byte kind = message.get();
        if (kind == 0) {
            body.putAll(reader.document());
        } else if (kind == 1) {
            int sectionEnd = message.position() + message.getInt();
            String name = reader.name();
            List<Document> documents = new ArrayList<>();
            while (message.position() < sectionEnd) {
                documents.add(reader.document());
            }
            body.put(name, documents);
        } else {
            throw new IOException("a section of kind " + kind);
        }
    }

    private Request request(Document body, String database) {
        String command = body.keySet().iterator().next();
        return new Request(command, body, database, id);
    }

    private static void send(OutputStream out, int requestId, Document reply) throws IOException {
        BsonWriter writer = header(requestId, OP_MSG);
        writer.int32(0);
        writer.int8(0);
        writer.document(reply);
        finish(writer, out);
    }

    private static BsonWriter header(int requestId, int opCode) {
        BsonWriter writer = new BsonWriter(1024);
        writer.int32(0);
        writer.int32(0);
        writer.int32(requestId);
        writer.int32(opCode);
        return writer;
    }

    private static void finish(BsonWriter writer, OutputStream out) throws IOException {
        writer.int32At(0, writer.length());
        out.write(writer.array(), 0, writer.length());
        out.flush();
    }

    /** Drivers say hello in the old form; nothing else comes in it. */
    private boolean answerQuery(ByteBuffer message, int requestId, OutputStream out) throws IOException {
        message.getInt();
        BsonReader reader = new BsonReader(message);
        String namespace = reader.name();
        message.getLong();
        Document body = reader.document();
        Request request = request(body, namespace.substring(0, namespace.indexOf('.')));
        String command = request.command().toLowerCase(Locale.ROOT);
        Optional<FailPoints.Fault> fault = faultFor(request);
        if (fault.isPresent() && !survives(fault.get())) {
            return false;
        }
        Document reply = command.equals("ismaster") || command.equals("hello")
                ? commands.answer(request, fault)
                : new Document("ok", 0.0)
                        .append("errmsg", "Unsupported OP_QUERY command: " + request.command())
                        .append("code", 352)
                        .append("codeName", "UnsupportedOpQueryCommand");
        BsonWriter writer = header(requestId, OP_REPLY);
        writer.int32(8);
        writer.int32(0);
        writer.int32(0);
        writer.int32(0);
        writer.int32(1);
        writer.document(reply);
        finish(writer, out);
        return true;
    }
}
