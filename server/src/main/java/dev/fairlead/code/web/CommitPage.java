package dev.fairlead.code.web;

import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;

/** One commit: who wrote it, what builders say of it, and what it changed. */
public record CommitPage(
        Place place,
        Repository repository,
        Commit commit,
        List<String> writers,
        List<CommitStatus> statuses,
        DiffView diff) {
    public String browse() {
        return Addresses.browse(repository, "", commit.sha());
    }

    /** What stands below the title of the message. */
    public String rest() {
        return commit.message().lines().skip(1).reduce("", (a, b) -> a + "\n" + b).strip();
    }
}
