package dev.fairlead.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * One more address of this machine that leads to the server. A browser keeps its cookies by host,
 * so with a doorway for each person one browser can be all of them at once.
 */
final class Doorway implements AutoCloseable {
    private final ServerSocket door;
    private final InetSocketAddress server;

    /** Opens the same port as the server's on another loopback address. */
    Doorway(String address, InetSocketAddress server) throws IOException {
        this.server = server;
        this.door = new ServerSocket(server.getPort(), 64, InetAddress.getByName(address));
        Thread.ofVirtual().name("doorway-" + address).start(this::welcome);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException _) {
            // It leads nowhere in any case once this process has ended.
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                var guest = door.accept();
                Thread.ofVirtual().start(() -> lead(guest));
            } catch (IOException _) {
                // Closed, or a guest that went away at the door.
            }
        }
    }

    private void lead(Socket guest) {
        try (guest;
                var host = new Socket()) {
            host.connect(server);
            var back = Thread.ofVirtual().start(() -> copy(host, guest));
            copy(guest, host);
            back.join();
        } catch (IOException _) {
            // One of the two went away; both are closed.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            closeBoth(from, to);
        }
    }

    private static void closeBoth(Socket one, Socket other) {
        try (one;
                other) {
            // What one side broke, the other need not wait for.
        } catch (IOException _) {
            // Closed as far as it can be.
        }
    }
}
