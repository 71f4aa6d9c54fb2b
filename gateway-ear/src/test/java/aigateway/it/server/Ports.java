package aigateway.it.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports below those that the system lends to outgoing connections, which come and go while a server starts. */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    /** A port that is free, with those at the given distances from it. */
    public static int free(int... distances) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && areFree(port, distances)) {
                return port;
            }
        }
        throw new IllegalStateException("No free ports between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean areFree(int port, int... distances) {
        for (int distance : distances) {
            if (!isFree(port + distance)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
