package dev.fairlead.code.web;

import dev.fairlead.code.IssueBranches;
import dev.fairlead.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The branch of an issue, for scripts. */
@RestController
class IssueBranchRest {
    record Wanted(@Nullable String repository) {}

    record Made(String name) {}

    private final IssueBranches branches;

    IssueBranchRest(IssueBranches branches) {
        this.branches = branches;
    }

    @PostMapping("/api/v1/issues/{key}/branches")
    @ResponseStatus(HttpStatus.CREATED)
    Made create(User user, @PathVariable String key, @RequestBody Wanted wanted) {
        return new Made(branches.create(user, key, wanted.repository()).name());
    }
}
