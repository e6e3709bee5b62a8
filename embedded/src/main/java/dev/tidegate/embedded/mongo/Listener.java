package dev.tidegate.embedded.mongo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on 127.0.0.1 and gives each a thread; closing ends them all and waits for them. */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final long JOIN_MILLIS = 5000;

    private final ServerSocket server;
    private final Map<ClientConnection, Thread> connections = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private volatile boolean refusing;
    private volatile boolean closed;
    private Thread acceptor;

    Listener(int port) {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1:" + port + ": is the port in use?", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void start(Commands commands, FailPoints failPoints) {
        acceptor = new Thread(() -> accept(commands, failPoints), "embedded-mongo-" + port());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Commands commands, FailPoints failPoints) {
        while (!closed) {
            try {
                serve(server.accept(), commands, failPoints);
            } catch (SocketException e) {
                LOG.debug("Accepting ended port={} reason={}", port(), e.getMessage());
            } catch (IOException e) {
                LOG.warn("A connection could not be accepted port={}", port(), e);
            }
        }
    }

    private void serve(Socket socket, Commands commands, FailPoints failPoints) throws IOException {
        if (refusing) {
            socket.close();
            return;
        }
        socket.setTcpNoDelay(true);
        ClientConnection connection = new ClientConnection(socket, ids.incrementAndGet(), commands, failPoints);
        Thread thread = new Thread(connection, "embedded-mongo-" + port() + "-client-" + ids.get());
        thread.setDaemon(true);
        connections.values().removeIf(ended -> !ended.isAlive());
        thread.start();
        connections.put(connection, thread);
    }

    /** Drops every connection; new ones are refused as long as asked. */
    void drop(boolean refuseNew) {
        refusing = refuseNew;
        connections.keySet().forEach(Listener::close);
    }

    private static void close(ClientConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("Connection did not close cleanly reason={}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The server socket did not close cleanly port={}", port(), e);
        }
        join(acceptor);
        drop(true);
        connections.values().forEach(Thread::interrupt);
        connections.values().forEach(Listener::join);
    }

    private static void join(Thread thread) {
        try {
            if (thread != null) {
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
