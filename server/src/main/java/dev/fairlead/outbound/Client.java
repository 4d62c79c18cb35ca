package dev.fairlead.outbound;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** An HTTP client that does nothing by itself: no redirect, retry, cookie, log-in or unpacking. */
final class Client {
    private static final int CONNECTIONS = 200;
    private static final int CONNECTIONS_TO_ONE = 20;
    private static final int LONGEST_HEADER = 16 << 10;
    private static final int MOST_HEADERS = 100;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout SILENCE = Timeout.ofSeconds(30);

    private Client() {}

    static CloseableHttpClient of(Guard guard, DefaultClientTlsStrategy tls) {
        return HttpClientBuilder.create()
                .setConnectionManager(connections(guard, tls))
                // A connection that is kept would outlive the check of its address.
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setDefaultRequestConfig(requests())
                .setUserAgent("Fairlead")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            Guard guard, DefaultClientTlsStrategy tls) {
        var http =
                Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .setMaxEmptyLineCount(4)
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(http).build())
                .setDnsResolver(guard)
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_TO_ONE)
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                .build();
    }

    private static RequestConfig requests() {
        return RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setConnectionRequestTimeout(CONNECT)
                .setResponseTimeout(SILENCE)
                .build();
    }
}
