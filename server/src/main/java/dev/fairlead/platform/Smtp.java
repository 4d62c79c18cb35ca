package dev.fairlead.platform;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that takes what Fairlead writes to people.
 *
 * @param from the address that it writes from
 * @param user who logs in there; null where nobody has to
 */
public record Smtp(
        String host, int port, String from, @Nullable String user, String password, Tls tls) {
    /** How the connection is kept from others. */
    public enum Tls {
        /** Encrypted after the greeting, or not at all: refused where the server cannot. */
        STARTTLS,
        /** Encrypted from the first byte. */
        TLS,
        OFF
    }

    @Override
    public String toString() {
        return "Smtp[" + host + ":" + port + "]";
    }

    /** Null where no host is named. */
    static @Nullable Smtp read(Function<String, @Nullable String> values) {
        var host = values.apply("FAIRLEAD_SMTP_HOST");
        if (host == null) {
            return null;
        }
        var from = values.apply("FAIRLEAD_SMTP_FROM");
        if (from == null || !from.matches("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+")) {
            throw refused("FAIRLEAD_SMTP_FROM", "an address such as fairlead@example.org", from);
        }
        var password = values.apply("FAIRLEAD_SMTP_PASSWORD");
        return new Smtp(
                host,
                port(values.apply("FAIRLEAD_SMTP_PORT")),
                from,
                values.apply("FAIRLEAD_SMTP_USER"),
                password == null ? "" : password,
                tls(values.apply("FAIRLEAD_SMTP_TLS")));
    }

    private static int port(@Nullable String text) {
        var port = text == null ? 587 : text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65_535) {
            throw refused("FAIRLEAD_SMTP_PORT", "a number from 1 to 65535", text);
        }
        return port;
    }

    private static Tls tls(@Nullable String text) {
        return switch (text == null ? "starttls" : text.toLowerCase(Locale.ROOT)) {
            case "starttls" -> Tls.STARTTLS;
            case "tls" -> Tls.TLS;
            case "off" -> Tls.OFF;
            default -> throw refused("FAIRLEAD_SMTP_TLS", "starttls, tls or off", text);
        };
    }

    private static StartRefused refused(String name, String rule, @Nullable String value) {
        return new StartRefused(
                "%s: must be %s, was \"%s\".".formatted(name, rule, value == null ? "" : value),
                "Correct " + name + " and start again.");
    }
}
