package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class FetchTicketsModuleTest {
    @Autowired ApplicationContext context;
    @TempDir Path folder;

    /** What an agent's git shows opens one repository, for reading, while the job is held. */
    @Test
    void givesATicketThatIsGoodForNothingElse() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        trial.push("topic", "One");
        var job = trial.agent.claim(0);
        var ticket = trial.agent.ticket(job, null, null);
        var own = "/agent/v1/fetches/" + ticket.repository();
        var git = Http.to(trial.http().server()).bearing(ticket.token());
        var refs = "/info/refs?service=git-upload-pack";

        assertThat(ticket.repository()).isEqualTo(trial.project.repository().id());
        assertThat(git.get(own + refs).status()).isEqualTo(200);
        assertThat(git.get(own + "/info/refs?service=git-receive-pack").status()).isEqualTo(403);
        assertThat(git.get("/agent/v1/fetches/" + (ticket.repository() + 1) + refs).status())
                .isEqualTo(403);
        assertThat(git.get(trial.project.repository().clonePath() + refs).status()).isEqualTo(403);
        assertThat(git.get("/api/v1/projects").status()).isEqualTo(403);
        assertThat(git.json("POST", "/agent/v1/registrations", Map.of()).status()).isEqualTo(403);
        assertThat(
                        Http.to(trial.http().server())
                                .bearing(trial.agent.token())
                                .get(own + refs)
                                .status())
                .isEqualTo(403);
        assertThat(trial.agent.ticket(job, ticket.repository(), "../other.git").refusal())
                .isEqualTo("The job's plan does not ask for submodules.");

        trial.report(job);

        assertThat(git.get(own + refs).status()).isEqualTo(401);
    }
}
