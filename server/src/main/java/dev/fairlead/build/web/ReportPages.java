package dev.fairlead.build.web;

import dev.fairlead.build.Artifacts;
import dev.fairlead.build.Builds;
import dev.fairlead.build.ReportTickets;
import dev.fairlead.identity.Proof;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;

/**
 * Shows a report that a build made as the page that it is. Strangers wrote it and its scripts run,
 * so it runs in a sandbox without an origin: it sees no cookie, cannot ask this server for anything
 * as who reads it, and sends nothing anywhere.
 */
@Controller
class ReportPages {
    private static final String SANDBOX =
            "sandbox allow-scripts; default-src 'none'; script-src 'self' 'unsafe-inline'; "
                    + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "font-src 'self' data:; form-action 'none'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", "text/html"),
                    Map.entry("htm", "text/html"),
                    Map.entry("css", "text/css"),
                    Map.entry("js", "text/javascript"),
                    Map.entry("json", "application/json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("gif", "image/gif"),
                    Map.entry("jpg", "image/jpeg"),
                    Map.entry("woff", "font/woff"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain"));

    private final Builds builds;
    private final Artifacts artifacts;
    private final ReportTickets tickets;
    private final Users users;

    ReportPages(Builds builds, Artifacts artifacts, ReportTickets tickets, Users users) {
        this.builds = builds;
        this.artifacts = artifacts;
        this.tickets = tickets;
        this.users = users;
    }

    /** Leads to the report under an address for this reader alone. */
    @GetMapping("/builds/{id}/reports/{job}/{*path}")
    String open(
            User user, @PathVariable long id, @PathVariable int job, @PathVariable String path) {
        var build = builds.require(user, id, Role.READ);
        var file = artifacts.require(build, path.substring(1), job);
        return "redirect:/reports/"
                + tickets.issue(user, build, job)
                + "/"
                + FilePage.path(file.name());
    }

    /** Asked without a log-in, for a sandbox has none: the ticket stands in for it. */
    @GetMapping("/reports/{ticket}/{*path}")
    ResponseEntity<InputStreamResource> file(
            @PathVariable String ticket,
            @PathVariable String path,
            @RequestAttribute(Proof.ATTRIBUTE) Proof proof)
            throws IOException {
        var found =
                tickets.find(ticket)
                        .orElseThrow(() -> {
                            proof.user();
                            return Problem.notFound(
                                    "The address of this report has expired. Open it again from"
                                            + " the page of its build.");
                        });
        var build = builds.require(users.get(found.userId()), found.build(), Role.READ);
        var file = artifacts.require(build, path.substring(1), found.job());
        return ResponseEntity.ok()
                .header("Content-Type", type(file.name()))
                .header("Content-Security-Policy", SANDBOX)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .header("Access-Control-Allow-Origin", "null")
                .cacheControl(CacheControl.noStore())
                .contentLength(file.size())
                .body(new InputStreamResource(artifacts.open(file)));
    }

    private static String type(String name) {
        var end = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var type = TYPES.getOrDefault(end, "application/octet-stream");
        return type.startsWith("text/") ? type + ";charset=utf-8" : type;
    }
}
