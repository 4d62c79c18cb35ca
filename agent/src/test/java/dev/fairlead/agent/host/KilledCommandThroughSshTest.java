package dev.fairlead.agent.host;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.demo.LabHosts;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** At the other end of a connection. */
class KilledCommandThroughSshTest extends KilledCommandContract {
    @TempDir static Path lab;
    private static LabHosts hosts;
    private static Connections connections;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(LabHosts.missing()).isEmpty();
        hosts = LabHosts.loopback(lab, 1);
        connections = new Connections(Scripts.remote());
    }

    @AfterAll
    static void stop() {
        if (hosts != null) {
            connections.close();
            hosts.close();
        }
    }

    @Override
    Reach reach() {
        return LabReach.reach(hosts.host(1));
    }

    @Override
    FakeHostJob job(long fence) throws IOException {
        var job = new FakeHostJob(fence);
        job.connections = connections;
        job.keys = Map.of("KEY", Files.readString(hosts.key()));
        return job;
    }
}
