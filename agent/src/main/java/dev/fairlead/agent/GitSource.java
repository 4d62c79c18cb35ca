package dev.fairlead.agent;

import dev.fairlead.protocol.FetchTicket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's git may fetch, and by which settings.
 *
 * @param repository its number, by which the agent keeps a mirror
 * @param commit the job's; null for a submodule's, which the tree names
 * @param settings of git, with the ticket among them: for a file that nobody else reads, never for
 *     a command line
 * @param refusal why it may not, in a sentence; empty where it may
 */
public record GitSource(
        long repository,
        @Nullable String commit,
        String address,
        Map<String, String> settings,
        String refusal) {
    static GitSource of(FetchTicket ticket, URI address, @Nullable Path trust) {
        var settings = new TreeMap<String, String>();
        settings.put("http.extraHeader", "Authorization: Bearer " + ticket.token());
        // To wherever it pointed, git would take the ticket along.
        settings.put("http.followRedirects", "false");
        if (trust != null) {
            settings.put("http.sslCAInfo", trust.toAbsolutePath().toString());
        }
        return new GitSource(
                ticket.repository(),
                ticket.commit(),
                address.toString(),
                settings,
                ticket.refusal());
    }
}
