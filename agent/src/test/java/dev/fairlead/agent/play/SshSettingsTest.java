package dev.fairlead.agent.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Play.Login;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshSettingsTest {
    private static final Login JUMP =
            new Login("gate.example", 22, "hop", "GATE", List.of("ssh-ed25519 AAAAgate"), null);
    private static final Login LOGIN =
            new Login("10.0.0.1", 2222, "deploy", "KEY", List.of("ssh-ed25519 AAAAhost"), JUMP);

    @Test
    void goesThroughTheJumpHostWithItsOwnKey() {
        assertThat(SshSettings.of(LOGIN, Path.of("/run/known"), Path.of("/run/keys")::resolve))
                .startsWith(
                        """
                        Host fairlead-jump-1
                          HostName gate.example
                          Port 22
                          User hop
                          IdentityFile "/run/keys/GATE"
                          ProxyJump none
                        Host * !fairlead-jump-1
                          IdentityFile "/run/keys/KEY"
                          ProxyJump fairlead-jump-1
                        Host *
                        """)
                .contains("StrictHostKeyChecking yes")
                .contains("UserKnownHostsFile \"/run/known\"");
    }

    @Test
    void pinsTheKeysOfBoth() {
        assertThat(SshSettings.known(LOGIN))
                .isEqualTo(
                        """
                        [10.0.0.1]:2222 ssh-ed25519 AAAAhost
                        gate.example ssh-ed25519 AAAAgate
                        """);
    }
}
