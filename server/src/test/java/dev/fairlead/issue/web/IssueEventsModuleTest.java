package dev.fairlead.issue.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.Tokens;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.timeline.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ModuleTest
@Timeout(60)
class IssueEventsModuleTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Tokens tokens;
    @Autowired Projects projects;
    @Autowired Issues issues;
    @Autowired Access access;
    @Autowired Timeline timeline;
    @Autowired TransactionTemplate transactions;

    private User reader;
    private String token;
    private Project project;

    @BeforeEach
    void knowsAReader() {
        if (users.byName("follower").isEmpty()) {
            var admin = users.require("admin");
            users.create(
                    Actor.FAIRLEAD, "follower", "F", "follower@example.org", "follower-1", false);
            project = projects.create(admin, "FOLLOW", "Followed");
            issues.file(admin, project, IssueType.BUG, "Follow me", "", null);
        }
        reader = users.require("follower");
        project = projects.require(users.require("admin"), "FOLLOW", Role.READ);
        access.grant(Actor.FAIRLEAD, project.id(), "FOLLOW", reader, Role.READ);
        token = tokens.make(reader, Tokens.Wish.whole("test " + System.nanoTime())).secret();
    }

    @Test
    void tellsAtOnceAndAfterEachChange() throws Exception {
        try (var stream = open("FOLLOW-1", null).body()) {
            var lines = lines(stream);
            var first = event(lines);
            assertThat(first).isEqualTo(timeline.revision("FOLLOW-1"));

            tell();

            assertThat(event(lines)).isEqualTo(timeline.revision("FOLLOW-1")).isNotEqualTo(first);
        }
    }

    @Test
    void tellsNothingThatTheReaderHasSeen() throws Exception {
        var seen = timeline.revision("FOLLOW-1");
        try (var stream = open("FOLLOW-1", seen).body()) {
            var lines = lines(stream);
            assertThat(lines.readLine()).isEqualTo("retry: 1000");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo(":");

            tell();

            assertThat(event(lines)).isNotEqualTo(seen);
        }
    }

    @Test
    void endsWhenTheReaderMayNotReadAnyMore() throws Exception {
        try (var stream = open("FOLLOW-1", null).body()) {
            var lines = lines(stream);
            event(lines);
            access.revoke(Actor.FAIRLEAD, project.id(), "FOLLOW", reader);

            tell();

            assertThat(lines.lines().filter(line -> line.startsWith("data:"))).isEmpty();
        }
    }

    @Test
    void endsWhenTheProofOfTheReaderIsRevoked() throws Exception {
        try (var stream = open("FOLLOW-1", null).body()) {
            var lines = lines(stream);
            event(lines);
            tokens.of(reader).forEach(made -> tokens.revoke(reader, made.id()));

            tell();

            assertThat(lines.lines().filter(line -> line.startsWith("data:"))).isEmpty();
        }
    }

    @Test
    void hidesIssuesOfProjectsThatOneMayNotRead() throws Exception {
        access.revoke(Actor.FAIRLEAD, project.id(), "FOLLOW", reader);

        try (var stream = open("FOLLOW-1", null).body()) {
            assertThat(stream.readAllBytes()).isNotEmpty();
        }
        assertThat(open("FOLLOW-1", null).statusCode()).isEqualTo(404);
        assertThat(open("FOLLOW-999", null).statusCode()).isEqualTo(404);
    }

    private HttpResponse<InputStream> open(String issue, String seen)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(settings.baseUrl().resolve("/events/issues/" + issue))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30));
        if (seen != null) {
            request.header("Last-Event-ID", seen);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    private static String event(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        throw new AssertionError("the stream ended");
    }

    private void tell() {
        transactions.executeWithoutResult(
                _ -> timeline.tell("FOLLOW-1", "somebody", "told", "Something", null));
    }
}
