package dev.fairlead.identity.web;

import dev.fairlead.Http;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, and sends the token that stood on the last page. */
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private final URI server;
    private String token = "";

    Browser(URI server) {
        this.server = server;
    }

    Browser copy() {
        var copy = new Browser(server);
        copy.cookies.putAll(cookies);
        copy.token = token;
        return copy;
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    Http.Answer get(String path) {
        return keep(http().get(path));
    }

    /** As {@link #form}, with the token of the page that was looked at last. */
    Http.Answer submit(String path, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put("_csrf", token);
        return form(path, all);
    }

    Http.Answer form(String path, Map<String, String> fields) {
        return keep(http().form(path, fields));
    }

    private Http http() {
        var all = new HashMap<>(headers);
        all.put("Accept", "text/html");
        if (!cookies.isEmpty()) {
            all.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return new Http(server, all);
    }

    private Http.Answer keep(Http.Answer answer) {
        for (var line : answer.header("set-cookie").split("\n")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            if (pair.length == 2 && !pair[1].isEmpty()) {
                cookies.put(pair[0], pair[1]);
            } else {
                cookies.remove(pair[0]);
            }
        }
        var found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }
}
