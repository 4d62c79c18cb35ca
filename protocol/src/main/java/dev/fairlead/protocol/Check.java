package dev.fairlead.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * One thing that has to be true of what runs. A look that fails is repeated until its time is over.
 * Checks only look, so whoever lost one just looks again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Check.Http.class, name = "http"),
    @JsonSubTypes.Type(value = Check.Tcp.class, name = "tcp"),
    @JsonSubTypes.Type(value = Check.Command.class, name = "command"),
    @JsonSubTypes.Type(value = Check.Prometheus.class, name = "prometheus"),
})
public sealed interface Check {
    /** As the deployment's page shows it. */
    String name();

    Patience patience();

    /** What has to be found, in words. */
    String rule();

    /**
     * How long one look may take, and for how long one that fails is repeated; 0 looks once.
     *
     * @param seconds of one look, with all that it reads
     */
    record Patience(int seconds, int within) {
        public Patience {
            if (seconds < 1 || within < 0) {
                throw new IllegalArgumentException(
                        "patience: a look takes a second at least, was " + seconds);
            }
        }

        /** Of one look alone. */
        public Patience once() {
            return new Patience(seconds, 0);
        }
    }

    /**
     * An answer over HTTP. Redirects are answers like others and are not followed.
     *
     * @param contains a text that the body has; null for any body
     * @param equalTo the whole body without the space around it; null for any body
     */
    record Http(
            String name,
            String url,
            int status,
            @Nullable String contains,
            @Nullable String equalTo,
            Patience patience)
            implements Check {
        @Override
        public String rule() {
            var body = "";
            if (equalTo != null) {
                body = ", body \"" + equalTo + "\"";
            } else if (contains != null) {
                body = ", body with \"" + contains + "\"";
            }
            return "status " + status + body;
        }
    }

    /** A port that takes connections. */
    record Tcp(String name, String address, int port, Patience patience) implements Check {
        @Override
        public String rule() {
            return "a connection";
        }
    }

    /** A command for {@code sh} in the host's folder, under the fenced wrapper. */
    record Command(String name, String command, Patience patience) implements Check {
        @Override
        public String rule() {
            return "exit code 0";
        }
    }

    /**
     * What a query to Prometheus answers: each of its values has to be above and below.
     *
     * @param server the address before {@code /api/v1/query}
     * @param token the name of the secret that goes along as bearer token; null for none
     */
    record Prometheus(
            String name,
            String server,
            String query,
            @Nullable Double above,
            @Nullable Double below,
            @Nullable String token,
            Patience patience)
            implements Check {
        @Override
        public String rule() {
            if (above == null) {
                return "below " + plain(below);
            }
            return "above " + plain(above) + (below == null ? "" : " and below " + plain(below));
        }

        private static String plain(@Nullable Double value) {
            if (value == null) {
                return "";
            }
            var whole = value.longValue();
            return value == whole ? Long.toString(whole) : value.toString();
        }
    }

    /** The same check without repeating a look that fails. */
    default Check once() {
        return switch (this) {
            case Http c ->
                    new Http(c.name, c.url, c.status, c.contains, c.equalTo, c.patience.once());
            case Tcp c -> new Tcp(c.name, c.address, c.port, c.patience.once());
            case Command c -> new Command(c.name, c.command, c.patience.once());
            case Prometheus c ->
                    new Prometheus(
                            c.name,
                            c.server,
                            c.query,
                            c.above,
                            c.below,
                            c.token,
                            c.patience.once());
        };
    }
}
