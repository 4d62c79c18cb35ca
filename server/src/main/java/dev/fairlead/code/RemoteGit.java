package dev.fairlead.code;

import dev.fairlead.outbound.Call;
import dev.fairlead.outbound.CallFailed;
import dev.fairlead.outbound.Outbound;
import dev.fairlead.outbound.Reply;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Git's smart HTTP as a client that has nothing yet speaks it: what is there, then all of it. Each
 * hop of a redirect is another call, which is checked like the first; only the first question
 * follows any, and a login goes to no other server than the one it was given for.
 */
final class RemoteGit {
    private static final int MOST_HOPS = 5;
    private static final String REFS = "/info/refs?service=git-upload-pack";
    private static final long LONGEST_LIST = 64L << 20;
    private static final Duration LIST = Duration.ofMinutes(2);
    private static final String ADVERTISEMENT = "application/x-git-upload-pack-advertisement";
    private static final String RESULT = "application/x-git-upload-pack-result";

    private final Outbound outbound;
    private final URI origin;
    private final @Nullable String login;
    private URI base;

    /**
     * Makes a client of one repository.
     *
     * @param login user and password with a colon between them, or null
     */
    RemoteGit(Outbound outbound, String url, @Nullable String login) {
        this.outbound = outbound;
        this.login = login;
        this.base = Outbound.url("url", url.replaceAll("/+$", ""));
        this.origin = base;
    }

    RemoteRefs refs() throws IOException {
        for (var hop = 0; hop <= MOST_HOPS; hop++) {
            try (var reply = ask("GET", REFS, null, LIST, LONGEST_LIST)) {
                if (isRedirect(reply)) {
                    base = next(reply);
                    continue;
                }
                require(reply, ADVERTISEMENT);
                return RemoteRefs.read(reply.body());
            }
        }
        throw new ImportFailed(
                "The address redirects more than %d times, which is the limit."
                        .formatted(MOST_HOPS));
    }

    /** Asks for everything that the refs lead to; the caller closes the answer. */
    Reply pack(RemoteRefs refs, Duration atMost, long mostBytes) throws IOException {
        var question = new StringBuilder();
        for (var id : new LinkedHashSet<>(refs.tips().values())) {
            var capabilities = question.isEmpty() ? " side-band-64k ofs-delta agent=fairlead" : "";
            question.append(packet("want " + id + capabilities + "\n"));
        }
        question.append("0000").append(packet("done\n"));
        var reply = ask("POST", "/git-upload-pack", question.toString(), atMost, mostBytes);
        try {
            require(reply, RESULT);
            return reply;
        } catch (ImportFailed e) {
            reply.close();
            throw e;
        }
    }

    private Reply ask(
            String method, String path, @Nullable String body, Duration atMost, long mostBytes)
            throws CallFailed {
        var headers = new HashMap<>(Map.of("User-Agent", "git/fairlead"));
        if (body != null) {
            headers.put("Content-Type", "application/x-git-upload-pack-request");
            headers.put("Accept", RESULT);
        }
        if (login != null && isOrigin()) {
            var bytes = login.getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        var url = URI.create(base + path);
        return outbound.send(new Call(method, url, headers, body, atMost, mostBytes));
    }

    private boolean isOrigin() {
        return origin.getScheme().equalsIgnoreCase(base.getScheme())
                && origin.getHost().equalsIgnoreCase(base.getHost())
                && origin.getPort() == base.getPort();
    }

    private static boolean isRedirect(Reply reply) {
        return switch (reply.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** The repository that a redirect of its list of refs leads to. */
    private URI next(Reply reply) throws ImportFailed {
        var location = reply.header("Location").orElse("");
        try {
            var to = URI.create(base + REFS).resolve(location).toString();
            if (to.endsWith(REFS)) {
                return Outbound.url("url", to.substring(0, to.length() - REFS.length()));
            }
        } catch (IllegalArgumentException | Problem _) {
            // Told below, without the address: it is not the user's.
        }
        throw new ImportFailed(
                "The address redirects to something that is no git repository. Give the address that it means.");
    }

    private void require(Reply reply, String type) throws ImportFailed {
        switch (reply.status()) {
            case 200 -> {}
            case 401, 403 ->
                    throw new ImportFailed(
                            login == null
                                    ? "The other server asks for a user and a password."
                                    : "The other server refuses the user or the password.");
            case 404, 410 -> throw new ImportFailed("There is no repository at the address.");
            default ->
                    throw new ImportFailed(
                            "The other server answered with status %d.".formatted(reply.status()));
        }
        if (reply.header("Content-Encoding").isPresent()) {
            throw new ImportFailed("The other server compresses its answer, unasked.");
        }
        if (!reply.header("Content-Type").orElse("").startsWith(type)) {
            throw RemoteRefs.notGit();
        }
    }

    private static String packet(String text) {
        return "%04x%s".formatted(text.length() + 4, text);
    }
}
