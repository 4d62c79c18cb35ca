package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connections;
import dev.fairlead.protocol.Reach;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where hosts' folders lie: on this machine, or where a connection leads. */
record Homes(Connections connections) {
    Home of(String folder, @Nullable Reach reach, HostJob job) throws IOException {
        return reach == null
                ? LocalHome.of(folder)
                : new SshHome(folder, reach, connections.to(reach, job.keys()));
    }
}
