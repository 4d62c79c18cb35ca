package dev.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabHostsTest {
    @TempDir Path folder;

    @Test
    void loopbackHostsTakeTheirKeyAndNoOther() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        try (var hosts = LabHosts.loopback(folder, 2)) {
            for (var host : hosts.all()) {
                assertThat(ssh(host, hosts.key(), "echo $LAB_HOST")).isEqualTo(host.name() + "\n");
            }
            var other = folder.resolve("other");
            LabHosts.keyPair(other);
            assertThat(ssh(hosts.host(1), other, "echo in")).doesNotContain("in\n");
        }
    }

    @Test
    void aHostThatIsApartLosesItsCableAndItsPower() throws Exception {
        assumeThat(LabHosts.missingApart()).isEmpty();
        try (var hosts = LabHosts.apart(folder, 1)) {
            var host = hosts.host(1);
            assertThat(ssh(host, hosts.key(), "hostname")).isEqualTo("lab1\n");
            host.cut();
            assertThat(ssh(host, hosts.key(), "hostname")).doesNotContain("lab1\n");
            host.mend();
            assertThat(ssh(host, hosts.key(), "hostname")).isEqualTo("lab1\n");
            host.powerOff();
            host.start();
            assertThat(ssh(host, hosts.key(), "echo $$")).isNotEmpty();
        }
    }

    private String ssh(LabHost host, Path key, String command) throws IOException {
        var known = folder.resolve("known_hosts");
        var place = "[%s]:%d".formatted(host.address(), host.port());
        Files.writeString(
                known, (host.port() == 22 ? host.address() : place) + " " + host.hostKey());
        var process =
                new ProcessBuilder(
                                "ssh",
                                "-F/dev/null",
                                "-oBatchMode=yes",
                                "-oIdentitiesOnly=yes",
                                "-oConnectTimeout=1",
                                "-oStrictHostKeyChecking=yes",
                                "-oUserKnownHostsFile=" + known,
                                "-i" + key,
                                "-p" + host.port(),
                                host.user() + "@" + host.address(),
                                command)
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
