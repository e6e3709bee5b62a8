package dev.tidegate.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of this machine's loopback address. */
public final class FreePort {
    private FreePort() {}

    /** The port asked for, when nobody listens there; a free one for 0. */
    public static int choose(int port, String server) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port " + port + " for " + server + " is in use: end what listens there or choose another", e);
        }
    }
}
