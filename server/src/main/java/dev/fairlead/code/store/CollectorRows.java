package dev.fairlead.code.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of collecting and sweeping. */
@Component
class CollectorRows {
    /** The files of a pack that a row names. */
    record Named(long repositoryId, String name, String files) {
        List<String> fileNames() {
            return PackFiles.names(repositoryId, name, files);
        }
    }

    private final JdbcClient jdbc;

    CollectorRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes a repository that is due; it is due again after the lease, should this process die. */
    Optional<Long> claim(Duration lease) {
        return jdbc.sql(
                        """
                        update git_repository
                        set collect_at = now() + ? * interval '1 second'
                        where id = (select id from git_repository where collect_at <= now()
                                    order by collect_at limit 1 for update skip locked)
                        returning id
                        """)
                .param(lease.toSeconds())
                .query(Long.class)
                .optional();
    }

    /** Collected: due again only when its garbage may go, or sooner by a push. */
    void collected(long repository, Duration garbageTime) {
        jdbc.sql(
                        """
                        update git_repository
                        set collect_at =
                            case when exists (select from git_pack
                                              where repository_id = git_repository.id
                                                and source = 'UNREACHABLE_GARBAGE')
                                 then now() + ? * interval '1 second' end
                        where id = ?
                        """)
                .params(garbageTime.toSeconds(), repository)
                .update();
    }

    void failed(long repository, Duration pause) {
        jdbc.sql(
                        """
                        update git_repository set collect_at = now() + ? * interval '1 second'
                        where id = ?
                        """)
                .params(pause.toSeconds(), repository)
                .update();
    }

    List<Named> trashOlderThan(Duration age) {
        return jdbc.sql(
                        """
                        select repository_id, name, files from git_pack_trash
                        where removed < now() - ? * interval '1 second'
                        """)
                .param(age.toSeconds())
                .query(Named.class)
                .list();
    }

    void forget(Named trash) {
        jdbc.sql("delete from git_pack_trash where repository_id = ? and name = ?")
                .params(trash.repositoryId(), trash.name())
                .update();
    }

    /** The names of all files that a pack, replaced or not, still claims. */
    Set<String> claimedFiles() {
        var names = new HashSet<String>();
        jdbc
                .sql(
                        """
                        select repository_id, name, files from git_pack
                        union all select repository_id, name, files from git_pack_trash
                        """)
                .query(Named.class)
                .stream()
                .forEach(pack -> names.addAll(pack.fileNames()));
        return names;
    }
}
