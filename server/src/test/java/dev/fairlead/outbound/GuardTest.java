package dev.fairlead.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.platform.StartRefused;
import dev.fairlead.problem.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private static final Map<String, List<String>> NAMES =
            Map.of(
                    "public.example", List.of("1.1.1.1", "2606:4700::1111"),
                    "inside.example", List.of("10.0.0.7"),
                    "both.example", List.of("1.1.1.1", "127.0.0.1"),
                    "metadata.example", List.of("169.254.169.254"));

    @Test
    void letsThePublicThrough() throws UnknownHostException {
        assertThat(guard().resolve("public.example", 443))
                .extracting(
                        address -> address.getAddress().getHostAddress() + " " + address.getPort())
                .containsExactly("1.1.1.1 443", "2606:4700:0:0:0:0:0:1111 443");
    }

    @Test
    void refusesANameThatLeadsInside() {
        refuses(guard(), "inside.example")
                .withMessage(
                        "inside.example (10.0.0.7) is not an address of the public internet. An"
                                + " administrator of the server can allow it with"
                                + " FAIRLEAD_ALLOWED_OUTBOUND.");
        refuses(guard(), "metadata.example");
    }

    @Test
    void refusesANameThatLeadsInsideSometimes() {
        refuses(guard(), "both.example");
    }

    @Test
    void letsThroughWhatIsAllowedByNameOrRange() throws UnknownHostException {
        assertThat(guard("INSIDE.example").resolve("inside.example", 80)).hasSize(1);
        assertThat(guard("10.0.0.0/24").resolve("inside.example", 80)).hasSize(1);
        assertThat(guard("127.0.0.1").resolve("both.example", 80)).hasSize(2);
        refuses(guard("10.0.1.0/24", "other.example"), "inside.example");
    }

    @Test
    void refusesToStartWithAnEntryThatIsNone() {
        for (var entry : List.of("10.0.0.0/33", "10.0.0", "http://host", "fd00::/x")) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> Allowed.parse(List.of(entry)))
                    .withMessageContaining("was \"" + entry + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:secret@host/",
                "https://host/#part",
                "https://host:port/",
                "https://a b/",
                "javascript:alert(1)",
                "host/path",
                ""
            })
    void takesOnlyAddressesOfTheWeb(String text) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Outbound.url("url", text))
                .withMessageStartingWith("url: must ")
                .withMessageNotContaining("secret");
    }

    @Test
    void takesAnyPortAndALiteral() {
        assertThat(Outbound.url("url", " https://[2606:4700::1111]:8443/hook?a=b ").getPort())
                .isEqualTo(8443);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<Guard.Refused> refuses(
            Guard guard, String host) {
        return assertThatExceptionOfType(Guard.Refused.class)
                .isThrownBy(() -> guard.resolve(host, 80));
    }

    private static Guard guard(String... allowed) {
        return new Guard(
                host ->
                        NAMES.get(host).stream()
                                .map(InetAddress::ofLiteral)
                                .toArray(InetAddress[]::new),
                Allowed.parse(Arrays.asList(allowed)));
    }
}
