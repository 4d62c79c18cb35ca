package dev.fairlead.identity.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.fairlead.audit.Audit;
import dev.fairlead.audit.AuditEntry;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The record of decisions, for administrators. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {
    record Entry(
            long id,
            @Nullable Long position,
            Instant at,
            String actor,
            String action,
            String subject,
            @JsonRawValue String detail) {
        static Entry of(AuditEntry entry) {
            return new Entry(
                    entry.id(),
                    entry.position(),
                    entry.at(),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    entry.detail());
        }
    }

    private final Audit audit;
    private final Access access;

    AuditController(Audit audit, Access access) {
        this.audit = audit;
        this.access = access;
    }

    @GetMapping
    Listing<Entry> entries(User user, @RequestParam(required = false) @Nullable Long before) {
        access.requireAdministrator(user);
        var found = audit.entries(before == null ? Long.MAX_VALUE : before, Listing.PAGE + 1);
        var values = found.stream().limit(Listing.PAGE).map(Entry::of).toList();
        return new Listing<>(values, found.size() > Listing.PAGE ? next(values) : null);
    }

    @GetMapping("/verification")
    Audit.Verification verification(User user) {
        access.requireAdministrator(user);
        return audit.verify();
    }

    private static String next(List<Entry> page) {
        return "/api/v1/audit?before=" + page.getLast().id();
    }
}
