package dev.fairlead.identity.web;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The record of decisions as a page, with the state of its chain. */
@Controller
class AuditPage {
    private static final int SHOWN = 100;

    private final Audit audit;
    private final Access access;

    AuditPage(Audit audit, Access access) {
        this.audit = audit;
        this.access = access;
    }

    @GetMapping("/admin/audit")
    String audit(User user, @RequestParam(required = false) @Nullable Long before, Model model) {
        access.requireAdministrator(user);
        var entries = audit.entries(before == null ? Long.MAX_VALUE : before, SHOWN + 1);
        model.addAttribute("entries", entries.stream().limit(SHOWN).toList());
        model.addAttribute("more", entries.size() > SHOWN ? entries.get(SHOWN - 1).id() : null);
        model.addAttribute("verification", audit.verify());
        return "identity/audit";
    }
}
