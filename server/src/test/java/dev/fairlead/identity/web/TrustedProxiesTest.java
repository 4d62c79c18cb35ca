package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.platform.StartRefused;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.7", "10.1.0.0/16"));

    @Test
    void trustsNobodyUnlessConfigured() {
        assertThat(TrustedProxies.of(List.of()).contains("127.0.0.1")).isFalse();
    }

    @Test
    void takesTheLastAddressThatIsNoProxy() {
        assertThat(client("203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(client("203.0.113.9, 10.1.2.3")).isEqualTo("203.0.113.9");
        assertThat(client("127.0.0.1, 203.0.113.9, 10.1.2.3")).isEqualTo("203.0.113.9");
        assertThat(client("2001:db8::1")).isEqualTo("2001:db8::1");
    }

    @Test
    void believesNothingThatIsNoAddress() {
        assertThat(client("")).isEqualTo("10.0.0.7");
        assertThat(client("unknown")).isEqualTo("10.0.0.7");
        assertThat(client("203.0.113.9, evil.example, 10.1.2.3")).isEqualTo("10.1.2.3");
    }

    @Test
    void refusesToStartWithWhatIsNoNetwork() {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("proxy.example")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("\"proxy.example\"");
    }

    private String client(String header) {
        return proxies.client("10.0.0.7", TrustedProxies.entries(header));
    }
}
