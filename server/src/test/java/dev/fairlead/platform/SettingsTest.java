package dev.fairlead.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @Test
    void needNothing() {
        var settings = read(Map.of());
        assertThat(settings.data()).isAbsolute().endsWithRaw(Path.of(".fairlead/data"));
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.localAgent()).isTrue();
        assertThat(settings.secure()).isFalse();
    }

    @Test
    void takeTheFileWhereTheEnvironmentSaysNothing(@TempDir Path folder) throws IOException {
        var file = folder.resolve("fairlead.properties");
        Files.writeString(file, "FAIRLEAD_HTTP_PORT=9000\nFAIRLEAD_BIND=0.0.0.0\n");
        var settings =
                read(Map.of("FAIRLEAD_CONFIG", file.toString(), "FAIRLEAD_HTTP_PORT", "9001"));
        assertThat(settings.httpPort()).isEqualTo(9001);
        assertThat(settings.bind()).isEqualTo("0.0.0.0");
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://localhost:9001"));
    }

    @Test
    void takeAnAddressOfADatabaseInBothForms() {
        assertThat(database("postgresql://me:s%26t@db.example:5433/fair?ssl=true"))
                .isEqualTo(
                        "jdbc:postgresql://db.example:5433/fair?user=me&password=s%26t&ssl=true");
        assertThat(database("jdbc:postgresql://db/fair?user=me"))
                .isEqualTo("jdbc:postgresql://db/fair?user=me");
    }

    @Test
    void refuseAValueWithItsNameAndRule() {
        refuses("FAIRLEAD_HTTP_PORT", "80 80")
                .withMessage(
                        "FAIRLEAD_HTTP_PORT: must be a number from 1 to 65535, was \"80 80\".");
        refuses("FAIRLEAD_LOCAL_AGENT", "maybe")
                .withMessage("FAIRLEAD_LOCAL_AGENT: must be on or off, was \"maybe\".");
        refuses("FAIRLEAD_WEBHOOK_TIMEOUT", "0s")
                .withMessage(
                        "FAIRLEAD_WEBHOOK_TIMEOUT: must be a duration from 1s to 5m, was \"0s\".");
        refuses("FAIRLEAD_HOST_LOOKS", "100h")
                .withMessage(
                        "FAIRLEAD_HOST_LOOKS: must be a duration from 1s to 24h, was \"100h\".");
        refuses("FAIRLEAD_LEASE", "soon")
                .withMessage("FAIRLEAD_LEASE: must be a duration such as 30s or 2m, was \"soon\".");
        refuses("FAIRLEAD_BASE_URL", "fairlead.example")
                .withMessageContaining("must be an http or https address");
    }

    @Test
    void keepAPasswordOutOfTheRefusal() {
        refuses("FAIRLEAD_DATABASE_URL", "mysql://me:secret@db/fair")
                .withMessageNotContaining("secret");
    }

    @Test
    void refuseHalfOfTls(@TempDir Path folder) throws IOException {
        var certificate = Files.createFile(folder.resolve("cert.pem"));
        refuses("FAIRLEAD_TLS_CERT", certificate.toString())
                .withMessage(
                        "FAIRLEAD_TLS_CERT and FAIRLEAD_TLS_KEY belong together, but only one is"
                                + " set.");
    }

    @Test
    void believeOnlyTheProxiesThatAreNamed() {
        assertThat(read(Map.of()).trustedProxies()).isEmpty();
        assertThat(
                        read(Map.of("FAIRLEAD_TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16"))
                                .trustedProxies())
                .containsExactly("10.0.0.1", "10.1.0.0/16");
    }

    private static ThrowableAssertAlternative<StartRefused> refuses(String name, String value) {
        return assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> read(Map.of(name, value)));
    }

    private static String database(String url) {
        return String.valueOf(read(Map.of("FAIRLEAD_DATABASE_URL", url)).databaseUrl());
    }

    private static Settings read(Map<String, String> environment) {
        return SettingsReader.read(environment::get);
    }
}
