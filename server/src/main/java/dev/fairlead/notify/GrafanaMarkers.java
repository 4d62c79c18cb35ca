package dev.fairlead.notify;

import dev.fairlead.outbound.CallFailed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws one region of a dashboard for each deployment. Grafana is asked first whether it has the
 * region, which is known by a tag of its own: so its end changes what its begin drew, and a
 * delivery that goes out twice draws nothing twice.
 */
@Component
class GrafanaMarkers {
    private final Posts posts;
    private final JsonMapper json;

    GrafanaMarkers(Posts posts, JsonMapper json) {
        this.posts = posts;
        this.json = json;
    }

    Outcome mark(Addressee to, Delivery delivery) throws CallFailed {
        var posting = posts.posting(to, delivery);
        var tag = json.readTree(delivery.body()).at("/tags/0").asString();
        var asked = URI.create(posting.url() + "?limit=1&tags=" + encoded(tag));
        var found = posts.send("GET", asked, posting.headers(), null);
        if (!found.isDelivered()) {
            return found;
        }
        var id = id(String.valueOf(found.answer()));
        return id.isEmpty()
                ? posts.send("POST", posting.url(), posting.headers(), delivery.body())
                : posts.send(
                        "PATCH",
                        URI.create(posting.url() + "/" + id.getAsLong()),
                        posting.headers(),
                        delivery.body());
    }

    private OptionalLong id(String answer) {
        try {
            var id = json.readTree(answer).at("/0/id");
            return id.isIntegralNumber() ? OptionalLong.of(id.asLong()) : OptionalLong.empty();
        } catch (JacksonException _) {
            return OptionalLong.empty();
        }
    }

    private static String encoded(String tag) {
        return URLEncoder.encode(tag, StandardCharsets.UTF_8);
    }
}
