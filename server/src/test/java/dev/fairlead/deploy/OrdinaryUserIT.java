package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.OrdinaryUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of it without a power that an account does not have by itself. */
class OrdinaryUserIT {
    @TempDir Path folder;

    @Test
    void buildsInASandboxAndDeploysByAgentsOfItsOwn() throws Exception {
        var user = OrdinaryUser.of(folder);
        var data = user.folder("data");
        var server = FairleadProcess.startServer(user, data, Map.of("FAIRLEAD_LOCAL_AGENT", "on"));
        server.awaitReady();
        try (var world = World.around(server, user.folder("world"), 1)) {
            var start = World.START;
            assertThat(world.define("production", "production", "manual", 1, start).status())
                    .isEqualTo(200);

            world.roll("production", world.release("First"));

            assertThat(world.did("order-1")).contains("install 1.0.0");
            assertThat(world.admin.get("/api/v1/agents").body())
                    .contains("\"isolation\":\"bubblewrap\"");
            assertThat(Files.getOwner(world.hostFolder("order-1").resolve("did")))
                    .isEqualTo(Files.getOwner(data));
            assertThat(Files.getOwner(data.resolve("postgres"))).isEqualTo(Files.getOwner(data));
        }
    }
}
