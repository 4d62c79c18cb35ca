package dev.fairlead.stash.web;

import dev.fairlead.Http;
import dev.fairlead.identity.Tokens;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewProject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/** Asks as Renovate does: with a token and the headers that it sends with every request. */
record StashClient(Http http, String repository) {
    static StashClient of(ReviewProject test, User user) {
        var token = test.bean(Tokens.class).make(user, Tokens.Wish.whole("renovate")).secret();
        return new StashClient(
                Http.to(test.bean(Settings.class).baseUrl())
                        .bearing(token)
                        .with("Accept", "application/json")
                        .with("User-Agent", "RenovateBot/43.0.0")
                        .with("X-Atlassian-Token", "no-check"),
                "/rest/api/1.0/projects/" + test.project.key() + "/repos/orders");
    }

    /** The body of a new pull request into main. */
    static Map<String, Object> proposal(String from, String title, User reviewer) {
        return Map.of(
                "title", title,
                "description", "This PR updates",
                "fromRef", Map.of("id", "refs/heads/" + from),
                "toRef", Map.of("id", "refs/heads/main"),
                "reviewers", List.of(Map.of("user", Map.of("name", reviewer.name()))));
    }

    /** Below the repository where the path does not begin at the top. */
    Http.Answer get(String path) {
        return http.get(address(path));
    }

    Http.Answer post(String path, Object body) {
        return http.post(address(path), body);
    }

    /** Without a body and without its type, as Renovate merges and declines. */
    Http.Answer post(String path) {
        return http.send("POST", address(path), null, BodyPublishers.noBody());
    }

    Http.Answer put(String path, Object body) {
        return http.put(address(path), body);
    }

    Http.Answer delete(String path) {
        return http.delete(address(path));
    }

    private String address(String path) {
        return path.startsWith("/rest/") ? path : repository + path;
    }
}
