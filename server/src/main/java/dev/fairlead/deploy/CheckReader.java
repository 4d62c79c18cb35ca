package dev.fairlead.deploy;

import dev.fairlead.deploy.Fields.Item;
import dev.fairlead.protocol.Check;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one check.
 *
 * @param ofHost whether a path, or a port without an address, may be the host's own
 */
record CheckReader(boolean ofHost) {
    private static final Duration LONGEST_WITHIN = Duration.ofHours(1);
    private static final Duration USUAL_WITHIN = Duration.ofSeconds(60);
    private static final Map<String, Set<String>> KEYS =
            Map.of(
                    "http",
                    Set.of(
                            "name",
                            "kind",
                            "path",
                            "url",
                            "status",
                            "contains",
                            "equals",
                            "timeout",
                            "within"),
                    "tcp",
                    Set.of("name", "kind", "address", "port", "timeout", "within"),
                    "command",
                    Set.of("name", "kind", "command", "timeout", "within"),
                    "prometheus",
                    Set.of(
                            "name", "kind", "server", "query", "above", "below", "token", "timeout",
                            "within"));
    private static final String DECIMAL = "-?[0-9]{1,15}[.][0-9]{1,15}";
    private static final String TEXT = "(?s)[^\\x00]{1,1000}";
    private static final String TEXT_RULE = "must be a text of at most 1,000 characters";
    private static final String URL_RULE =
            "must be an address such as \"http://orders.example.org/health\", without a user, 500 characters at most";

    Check read(Item item) {
        var kind = item.node().path("kind").asString("");
        var keys = KEYS.get(kind);
        if (keys == null) {
            throw item.refused("kind", "must be http, tcp, command or prometheus");
        }
        var fields = item.object(keys);
        var name =
                fields.optionalText(
                        "name", "[^\\x00-\\x1f]{1,60}", "must be 60 characters at most");
        return switch (kind) {
            case "http" -> http(fields, name);
            case "tcp" -> tcp(fields, name);
            case "command" -> command(fields, name);
            default -> prometheus(fields, name);
        };
    }

    private Check http(Fields fields, @Nullable String name) {
        var path = fields.optionalText("path", "/[!-~]{0,200}", "must begin with /");
        var url = url(fields, "url");
        if (!ofHost && url == null) {
            throw fields.refused("url", "is of no host here, so it " + URL_RULE);
        }
        if ((path == null) == (url == null)) {
            throw fields.refused("url", "must be there where path is not, and the other way round");
        }
        var place = path == null ? Objects.requireNonNull(url) : path;
        return new Check.Http(
                name == null ? place : name,
                place,
                fields.number("status", 100, 599, 200),
                fields.optionalText("contains", TEXT, TEXT_RULE),
                fields.optionalText("equals", TEXT, TEXT_RULE),
                patience(fields, 60, 5));
    }

    private Check tcp(Fields fields, @Nullable String name) {
        var address =
                fields.optionalText(
                        "address", "[A-Za-z0-9:.-]{1,253}", "must be a name or address");
        var port = fields.number("port", 1, 65535, ofHost ? 0 : null);
        if (!ofHost && address == null) {
            throw fields.refused("address", "is of no host here, so it must be named");
        }
        return new Check.Tcp(
                name == null ? "port" + (port == 0 ? "" : " " + port) : name,
                address == null ? "" : address,
                port,
                patience(fields, 60, 5));
    }

    private static Check command(Fields fields, @Nullable String name) {
        var command =
                fields.text("command", DefinitionReader.COMMAND, DefinitionReader.COMMAND_RULE);
        return new Check.Command(
                name == null ? "command" : name, command, patience(fields, 600, 60));
    }

    private static Check prometheus(Fields fields, @Nullable String name) {
        var server = url(fields, "server");
        if (server == null) {
            throw fields.refused("server", URL_RULE);
        }
        var above = bound(fields, "above");
        var below = bound(fields, "below");
        if (above == null && below == null) {
            throw fields.refused("below", "must be a number, or above must");
        }
        return new Check.Prometheus(
                name == null ? "prometheus" : name,
                server,
                fields.text(
                        "query",
                        "(?s)[^\\x00]*\\S[^\\x00]{0,2000}",
                        "must be 2,000 characters at most"),
                above,
                below,
                fields.optionalText(
                        "token", "[A-Za-z_][A-Za-z0-9_]{0,63}", "must be a secret's name"),
                patience(fields, 60, 10));
    }

    private static Check.Patience patience(Fields fields, int most, int usual) {
        var timeout =
                Spans.read(
                        fields,
                        "timeout",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(most),
                        Duration.ofSeconds(usual));
        var within = Spans.read(fields, "within", Duration.ZERO, LONGEST_WITHIN, USUAL_WITHIN);
        return new Check.Patience((int) timeout.toSeconds(), (int) within.toSeconds());
    }

    private static @Nullable Double bound(Fields fields, String name) {
        var given = fields.optional(name);
        if (given == null) {
            return null;
        }
        // A file in YAML tells a number with a point as the text that it is.
        if (given.isString() && given.asString().matches(DECIMAL)) {
            return Double.valueOf(given.asString());
        }
        if (!given.isNumber() || !Double.isFinite(given.asDouble())) {
            throw fields.refused(name, "must be a number");
        }
        return given.asDouble();
    }

    private static @Nullable String url(Fields fields, String name) {
        var given = fields.optionalText(name, "https?://[!-~]{1,490}", URL_RULE);
        if (given == null) {
            return null;
        }
        try {
            var url = new URI(given);
            if (url.getHost() == null || url.getRawUserInfo() != null) {
                throw fields.refused(name, URL_RULE);
            }
            return given;
        } catch (URISyntaxException _) {
            throw fields.refused(name, URL_RULE);
        }
    }
}
