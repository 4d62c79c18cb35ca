package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.code.TestProject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What a build kept: all at once, what is packed in it, its reports. */
@ModuleTest
class ArtifactsModuleTest {
    private static final String REPORT =
            "<link rel=stylesheet href=style.css><script>parent.x=1</script>";

    @Autowired ApplicationContext context;
    @TempDir Path folder;

    @Test
    void givesAllFilesAsOneZipWhoseNamesStayBelowItsFolder()
            throws IOException, InterruptedException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = kept(trial, "../../etc/a.txt", "out/b.txt");

        var zip = bytes(trial, "/api/v1" + build.url() + "/archive");

        var names = new ArrayList<String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(
                        entry.getName()
                                + "="
                                + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(names).containsExactlyInAnyOrder("etc/a.txt=kept", "out/b.txt=kept");
        assertThat(trial.http().get(build.url()).body()).contains("all as zip");
    }

    @Test
    void saysThatABuildKeptNothing() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.run("topic", "One");

        var answer = trial.http().get("/api/v1" + build.url() + "/archive");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("kept no files");
    }

    @Test
    void looksIntoAJarAndShowsTextOfIt() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("topic", "One");
        var job = trial.agent.claim(0);
        var jar = trial.agent.store(job, "out/orders.jar", jar());
        var text = trial.agent.store(job, "out/notes.txt", "<b>noted</b>");
        trial.report(job, List.of(jar, text));
        var files = build.url() + "/files?job=1&name=out/";

        assertThat(trial.http().get(build.url()).body())
                .contains("/files?job=1&amp;name=out%2Forders.jar");
        assertThat(trial.http().get(files + "orders.jar").body())
                .contains("META-INF/", "readme.txt");
        assertThat(trial.http().get(files + "orders.jar&folder=META-INF/").body())
                .contains("MANIFEST.MF");
        assertThat(trial.http().get(files + "orders.jar&entry=META-INF/MANIFEST.MF").body())
                .contains("Main-Class: &lt;Orders&gt;");
        assertThat(trial.http().get(files + "notes.txt").body()).contains("&lt;b&gt;noted");
        var api = "/api/v1" + build.url() + "/packed";
        assertThat(trial.http().get(api + "?name=out/orders.jar").json().path("values").size())
                .isEqualTo(2);
        var entry =
                trial.http().get(api + "/content?name=out/orders.jar&entry=META-INF/MANIFEST.MF");
        assertThat(entry.body()).isEqualTo("Main-Class: <Orders>");
        assertThat(entry.header("content-disposition")).startsWith("attachment");
        assertThat(trial.http().get(api + "?name=out/notes.txt").status()).isEqualTo(415);
    }

    @Test
    void looksIntoABombAndUnpacksNone() throws IOException, InterruptedException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("topic", "One");
        var job = trial.agent.claim(0);
        trial.report(job, List.of(trial.agent.store(job, "bomb.zip", bomb())));
        var files = build.url() + "/files?job=1&name=bomb.zip";
        var content = "/api/v1" + build.url() + "/packed/content?name=bomb.zip&entry=zeros";

        assertThat(trial.http().get(files).body()).contains("zeros");
        for (var address : List.of(files + "&entry=zeros", content)) {
            assertThat(trial.http().get(address).body()).contains("more than 200 times its size");
        }
        assertThat(bytes(trial, "/api/v1" + build.url() + "/archive")).hasSizeLessThan(100_000);
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            zip.write(new byte[20 << 20]);
        }
        return bytes.toByteArray();
    }

    @Test
    void showsAReportWithoutAnOriginUnderAnAddressOfItsOwn() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var build = trial.push("topic", "One");
        var job = trial.agent.claim(0);
        var page = trial.agent.store(job, "site/index.html", REPORT);
        var style = trial.agent.store(job, "site/style.css", "a {}");
        trial.report(job, List.of(page, style));
        assertThat(trial.http().get(build.url()).body()).contains("open report");

        var led = trial.http().get(build.url() + "/reports/1/site/index.html");
        assertThat(led.status()).isEqualTo(302);
        var address = URI.create(led.header("location")).getPath();
        var nobody = Http.to(trial.http().server());
        var report = nobody.get(address);

        assertThat(report.body()).isEqualTo(REPORT);
        assertThat(report.header("content-type")).isEqualTo("text/html;charset=utf-8");
        assertThat(report.header("content-security-policy"))
                .startsWith("sandbox allow-scripts;")
                .contains("default-src 'none'", "form-action 'none'")
                .doesNotContain("allow-same-origin", "connect-src");
        assertThat(report.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(report.header("cross-origin-resource-policy")).isEqualTo("cross-origin");
        assertThat(nobody.get(address.replace("index.html", "style.css")).body()).isEqualTo("a {}");
        assertThat(nobody.get(address.replaceFirst("/reports/[^/]+", "/reports/guessed")).status())
                .isEqualTo(401);
        assertThat(trial.http().get(address.replaceFirst("/reports/[^/]+", "/reports/old")).body())
                .contains("has expired");
        var stranger =
                nobody.as(
                        BuildTrial.begin(context, folder.resolve("other"), BuildTrial.PLAN)
                                .project
                                .writer()
                                .name(),
                        TestProject.PASSWORD);
        assertThat(stranger.get(build.url() + "/reports/1/site/index.html").status())
                .isEqualTo(404);
    }

    private static Build kept(BuildTrial trial, String... names) {
        var build = trial.push("topic", "One");
        var job = trial.agent.claim(0);
        trial.report(
                job,
                List.of(names).stream().map(name -> trial.agent.store(job, name, "kept")).toList());
        return build;
    }

    private static byte[] bytes(BuildTrial trial, String path)
            throws IOException, InterruptedException {
        var http = trial.http();
        var request = HttpRequest.newBuilder(URI.create(http.server() + path));
        http.headers().forEach(request::header);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray()).body();
    }

    private static byte[] jar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write("Main-Class: <Orders>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("readme.txt"));
        }
        return bytes.toByteArray();
    }
}
