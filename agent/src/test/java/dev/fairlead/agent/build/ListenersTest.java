package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void seesWhoListensAndWhoDoesNotAnyMore() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
            assertThat(Listeners.OF_SYSTEM.on(SELF, port)).isTrue();
        }
        assertThat(Listeners.OF_SYSTEM.on(SELF, port)).isFalse();
    }

    @Test
    void seesWhoListensAtOneAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(Listeners.OF_SYSTEM.on(SELF, socket.getLocalPort())).isTrue();
        }
    }

    @Test
    void knowsNobodyInTheNetworkOfAProcessThatIsGone(@TempDir Path empty) {
        assertThat(new Listeners(empty).on(1, 80)).isFalse();
    }
}
