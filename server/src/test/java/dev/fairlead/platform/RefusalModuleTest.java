package dev.fairlead.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.FairleadProcess;
import dev.fairlead.ModuleTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ModuleTest
class RefusalModuleTest {
    private static final String LOGIN =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    ("admin:" + FairleadProcess.ADMIN_PASSWORD)
                                            .getBytes(StandardCharsets.UTF_8));

    @Autowired Settings settings;
    @Autowired ProblemAdvice advice;

    /** Agents and scripts die in the middle of what they say, and that is nobody's bug. */
    @Test
    void callsAClientThatWentAwayNoBug() throws Exception {
        var gone = new ClientAbortException(new EOFException());
        var written = new HttpMessageNotWritableException("Could not write JSON", gone);

        for (var failure : List.of(gone, written)) {
            assertThat(
                            advice.refuse(
                                    failure,
                                    new MockHttpServletRequest(),
                                    new MockHttpServletResponse()))
                    .isNull();
        }
    }

    @Test
    void tellsWithoutALogInThatItLives() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"alive\"}");
        assertThat(get("/readyz").body()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void keepsItsMetricsToThoseWhoLoggedIn() throws Exception {
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        var metrics = send(request("/metrics").header("Authorization", LOGIN));
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes", "hikaricp_connections");
    }

    @Test
    void answersProgramsWithAProblemDetail() throws Exception {
        var answer = send(request("/api/v1/nothing").header("Authorization", LOGIN));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"There is nothing at"
                                + " this address.\"}");
    }

    @Test
    void answersForTomcatWhatItRefusesByItself() throws Exception {
        var path = "/api/v1/projects/a%2fb";
        var program = send(request(path).header("Authorization", LOGIN));
        assertThat(program.statusCode()).isEqualTo(400);
        assertThat(program.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(program.body())
                .contains("The request could not be understood. Check its address and headers.");
        var tool = send(request("/rest/api/1.0/projects/%00").header("Authorization", LOGIN));
        assertThat(tool.body()).startsWith("{\"errors\":[{\"context\":null,");
        for (var wrong : new String[] {"/projects/a%2fb", "/projects/%00", "/%5c", "/a%2fb"}) {
            var page = get(wrong);
            assertThat(page.statusCode()).as(wrong).isEqualTo(400);
            assertThat(page.headers().firstValue("Content-Type"))
                    .hasValue("text/html;charset=UTF-8");
            assertThat(page.body())
                    .as(wrong)
                    .contains("<h1>Bad Request</h1>", "To your projects")
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void answersPeopleWithAPage() throws Exception {
        var answer = send(request("/nothing").header("Authorization", LOGIN));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(answer.body()).contains("There is nothing at this address.");
    }

    @Test
    void refusesABodyAboveTheLimitAndNamesIt() throws Exception {
        var body = "x".repeat((int) settings.maxBody() + 1);
        var known = send(post().POST(BodyPublishers.ofString(body)));
        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(known.body()).contains("at most 1048576 bytes (FAIRLEAD_MAX_BODY)");
    }

    @Test
    void refusesABodyOfUnknownLengthAsSoonAsItPassesTheLimit() throws Exception {
        var body = ("\"" + "x".repeat((int) settings.maxBody())).getBytes(StandardCharsets.UTF_8);
        var stream = new ByteArrayInputStream(body);
        var answer = send(post().POST(BodyPublishers.ofInputStream(() -> stream)));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void saysWhereJsonIsWrong() throws Exception {
        var answer = send(post().POST(BodyPublishers.ofString("{\"key\": ")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("detail").doesNotContain("Exception");
    }

    private HttpRequest.Builder post() {
        return request("/api/v1/users")
                .header("Authorization", LOGIN)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(settings.baseUrl().resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
