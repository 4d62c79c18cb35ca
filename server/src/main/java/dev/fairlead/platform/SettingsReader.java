package dev.fairlead.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@link Settings} by name; a value that breaks its rule is refused with name and rule. */
final class SettingsReader {
    private final Function<String, @Nullable String> values;

    private SettingsReader(Function<String, @Nullable String> values) {
        this.values = values;
    }

    /** Reads from the environment first, then from the file that FAIRLEAD_CONFIG names. */
    static Settings read(Function<String, @Nullable String> environment) {
        var file = blankToNull(environment.apply("FAIRLEAD_CONFIG"));
        var properties = file == null ? new Properties() : load(Path.of(file));
        return new SettingsReader(
                        name -> {
                            var value = blankToNull(environment.apply(name));
                            return value == null
                                    ? blankToNull(properties.getProperty(name))
                                    : value;
                        })
                .settings();
    }

    private Settings settings() {
        var bind = text("FAIRLEAD_BIND", "127.0.0.1");
        var port = (int) number("FAIRLEAD_HTTP_PORT", 8080, 1, 65_535);
        var certificate = path("FAIRLEAD_TLS_CERT");
        var data = Path.of(text("FAIRLEAD_DATA", ".fairlead/data")).toAbsolutePath().normalize();
        var shared = Path.of(text("FAIRLEAD_SHARED", data.toString())).toAbsolutePath().normalize();
        if (!shared.equals(data) && values.apply("FAIRLEAD_DATABASE_URL") == null) {
            throw new StartRefused(
                    "FAIRLEAD_SHARED is for several servers on one database, but none is named.",
                    "Set FAIRLEAD_DATABASE_URL to a PostgreSQL that all of them use.");
        }
        return new Settings(
                data,
                shared,
                bind,
                port,
                baseUrl(certificate != null, bind, port),
                sshPort(),
                jdbc(values.apply("FAIRLEAD_DATABASE_URL")),
                values.apply("FAIRLEAD_ADMIN_PASSWORD"),
                flag("FAIRLEAD_LOCAL_AGENT", shared.equals(data)),
                certificate,
                path("FAIRLEAD_TLS_KEY"),
                list("FAIRLEAD_TRUSTED_PROXIES"),
                duration("FAIRLEAD_LEASE", Duration.ofSeconds(25)),
                between("FAIRLEAD_WEBHOOK_TIMEOUT", "30s", "1s", "5m"),
                between("FAIRLEAD_HOST_LOOKS", "1m", "1s", "24h"),
                number("FAIRLEAD_MAX_BODY", 1 << 20, 1 << 10, 1L << 30),
                number("FAIRLEAD_MAX_PUSH", 1L << 30, 1 << 10, 1L << 38),
                number("FAIRLEAD_MAX_OBJECT", 100L << 20, 1 << 10, 1L << 31),
                list("FAIRLEAD_ALLOWED_OUTBOUND"),
                Smtp.read(values),
                values.apply("FAIRLEAD_SECRET_KEY"));
    }

    private Duration between(String name, String standard, String least, String most) {
        var given = duration(name, Duration.parse("PT" + standard));
        if (given.compareTo(Duration.parse("PT" + least)) < 0
                || given.compareTo(Duration.parse("PT" + most)) > 0) {
            throw refused(
                    name,
                    "a duration from " + least + " to " + most,
                    String.valueOf(values.apply(name)));
        }
        return given;
    }

    private @Nullable Integer sshPort() {
        return text("FAIRLEAD_SSH_PORT", "").matches("off|no|false|0")
                ? null
                : Integer.valueOf((int) number("FAIRLEAD_SSH_PORT", 7999, 1, 65_535));
    }

    private URI baseUrl(boolean tls, String bind, int port) {
        var host = bind.equals("0.0.0.0") || bind.equals("::") ? "localhost" : bind;
        var bracketed = host.contains(":") ? "[" + host + "]" : host;
        var standard = (tls ? "https://" : "http://") + bracketed + ":" + port;
        var text = text("FAIRLEAD_BASE_URL", standard).replaceAll("/+$", "");
        if (!text.matches("https?://[^/?#\\s]+[^?#\\s]*")) {
            throw refused("FAIRLEAD_BASE_URL", "an http or https address", text);
        }
        return URI.create(text);
    }

    /** Takes the JDBC form and the form that psql takes. */
    private static @Nullable String jdbc(@Nullable String url) {
        if (url == null || url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        var uri = url.matches("postgres(ql)?://\\S+") ? URI.create(url) : null;
        if (uri == null || uri.getHost() == null) {
            throw refused(
                    "FAIRLEAD_DATABASE_URL", "like postgresql://user:password@host/name", "?");
        }
        var user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = user.indexOf(':');
        var name = colon < 0 ? user : user.substring(0, colon);
        var login = name.isEmpty() ? "" : "?user=" + name;
        var password = colon < 0 ? "" : "&password=" + user.substring(colon + 1);
        var query =
                uri.getRawQuery() == null ? "" : (login.isEmpty() ? "?" : "&") + uri.getRawQuery();
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return "jdbc:postgresql://"
                + uri.getHost()
                + port
                + uri.getRawPath()
                + login
                + password
                + query;
    }

    private String text(String name, String standard) {
        var value = values.apply(name);
        return value == null ? standard : value;
    }

    private @Nullable Path path(String name) {
        var value = values.apply(name);
        if (value == null) {
            return null;
        }
        var path = Path.of(value).toAbsolutePath();
        if (!Files.isReadable(path)) {
            throw refused(name, "a file that the server may read", value);
        }
        return path;
    }

    private List<String> list(String name) {
        return Arrays.stream(text(name, "").split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private long number(String name, long standard, long least, long most) {
        var value = values.apply(name);
        if (value == null) {
            return standard;
        }
        var number = value.matches("\\d{1,12}") ? Long.parseLong(value) : -1;
        if (number < least || number > most) {
            throw refused(name, "a number from " + least + " to " + most, value);
        }
        return number;
    }

    private boolean flag(String name, boolean standard) {
        var value = values.apply(name);
        return switch (value == null ? String.valueOf(standard) : value) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw refused(name, "on or off", String.valueOf(value));
        };
    }

    private Duration duration(String name, Duration standard) {
        var value = values.apply(name);
        if (value == null) {
            return standard;
        }
        try {
            return Duration.parse(value.startsWith("P") ? value : "PT" + value);
        } catch (DateTimeParseException _) {
            throw refused(name, "a duration such as 30s or 2m", value);
        }
    }

    private static Properties load(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (NoSuchFileException _) {
            throw refused("FAIRLEAD_CONFIG", "a file that exists", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static StartRefused refused(String name, String rule, String value) {
        return new StartRefused(
                "%s: must be %s, was \"%s\".".formatted(name, rule, value),
                "Correct " + name + " and start again.");
    }
}
