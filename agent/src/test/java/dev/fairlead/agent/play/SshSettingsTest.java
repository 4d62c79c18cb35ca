package dev.fairlead.agent.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.protocol.Reach;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SshSettingsTest {
    private static final Reach JUMP =
            new Reach("hop", "gate.example", 22, "ssh-ed25519 AAAAgate", "GATE", false, null);
    private static final Reach HOST =
            new Reach("deploy", "10.0.0.1", 2222, "ssh-ed25519 AAAAhost", "KEY", true, JUMP);

    @Test
    void goesThroughTheJumpHostWithItsOwnKey() {
        assertThat(SshSettings.of(HOST, Path.of("/run/known"), Path.of("/run/keys")::resolve))
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
                .contains("BatchMode yes")
                .contains("StrictHostKeyChecking yes")
                .contains("UserKnownHostsFile \"/run/known\"");
    }

    @Test
    void pinsTheKeysOfBoth() {
        assertThat(SshSettings.known(HOST))
                .isEqualTo(
                        """
                        [10.0.0.1]:2222 ssh-ed25519 AAAAhost
                        gate.example ssh-ed25519 AAAAgate
                        """);
    }
}
