package dev.fairlead.code.web;

import dev.fairlead.code.LostTip;
import dev.fairlead.code.LostTips;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together what can be restored. */
@Component
class RestorableRows {
    private final LostTips tips;
    private final Source source;
    private final Users users;

    RestorableRows(LostTips tips, Source source, Users users) {
        this.tips = tips;
        this.source = source;
        this.users = users;
    }

    List<RestorableRow> of(Repository repository) {
        return rows(repository, tips.of(repository));
    }

    /** The branch or tag that had this name until it was deleted. */
    Optional<RestorableRow> deleted(Repository repository, String ref) {
        var lost = tips.deleted(repository, ref).stream().toList();
        return rows(repository, lost).stream().findFirst();
    }

    private List<RestorableRow> rows(Repository repository, List<LostTip> lost) {
        var people =
                users.byIds(
                        lost.stream()
                                .map(LostTip::lostBy)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        return lost.stream().map(tip -> row(repository, tip, people)).toList();
    }

    private RestorableRow row(Repository repository, LostTip tip, Map<Long, User> people) {
        var by = tip.lostBy() == null ? null : people.get(tip.lostBy());
        var commit = source.resolve(repository, tip.tip());
        return new RestorableRow(
                tip,
                commit.map(sha -> source.commit(repository, sha).title()).orElse(""),
                commit.orElse(null),
                by == null ? "Fairlead" : by.name());
    }
}
