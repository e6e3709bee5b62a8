package dev.tidegate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine's loopback address. */
public final class FreePort {
    private static final int TRIES = 100;

    /**
     * Below the range from which systems give a client its own port: a client that keeps knocking at the port of a stopped
     * server there can get that same port for its end, and is then connected to itself.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;

    private FreePort() {}

    /** The port asked for, when nobody listens there; a free one for 0. */
    public static int choose(int port, String server) {
        if (port == 0) {
            return anyFree(server);
        }
        try {
            bind(port);
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port " + port + " for " + server + " is in use or not allowed (" + e.getMessage()
                            + "): end what listens there or choose another",
                    e);
        }
    }

    private static int anyFree(String server) {
        IOException last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try {
                bind(port);
                return port;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException(
                "no free port for " + server + " on 127.0.0.1 between " + LOWEST + " and " + HIGHEST, last);
    }

    private static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        }
    }
}
