package dev.fairlead.review;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who holds each open pull request up, as last seen, and which must be looked at again. */
@Component
class RecheckStore {
    private final JdbcClient jdbc;

    RecheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void oweHead(long repository, String head) {
        jdbc.sql(
                        """
                        insert into pull_request_recheck (pull_request)
                        select id from pull_request
                         where repository_id = :repository and head = :head and state = 'OPEN'
                        """)
                .param("repository", repository)
                .param("head", head)
                .update();
    }

    void oweBranch(long repository, String branch) {
        jdbc.sql(
                        """
                        insert into pull_request_recheck (pull_request)
                        select id from pull_request
                         where repository_id = :repository and :branch in (source, target)
                           and state = 'OPEN'
                        """)
                .param("repository", repository)
                .param("branch", branch)
                .update();
    }

    /** Takes what is owed to one pull request; empty when nothing is owed. */
    Optional<Long> take() {
        var taken =
                jdbc.sql(
                                """
                                with one as (
                                    select id, pull_request from pull_request_recheck
                                     order by id limit 1 for update skip locked)
                                delete from pull_request_recheck using one
                                 where pull_request_recheck.id = one.id
                                returning one.pull_request
                                """)
                        .query(Long.class)
                        .optional();
        taken.ifPresent(id ->
                jdbc.sql(
                                """
                                delete from pull_request_recheck where id in (
                                    select id from pull_request_recheck
                                     where pull_request = :id for update skip locked)
                                """)
                        .param("id", id)
                        .update());
        return taken;
    }

    void found(long id, Holder holder, Collection<Long> writers) {
        jdbc.sql("update pull_request set holder = :holder, writers = :writers where id = :id")
                .param("holder", holder.name())
                .param("writers", writers.toArray(Long[]::new))
                .param("id", id)
                .update();
    }

    /** The open pull requests that wait for an approval this user could give. */
    List<Long> waitingForApprovalOf(long user) {
        return jdbc.sql(
                        """
                        select id from pull_request
                         where state = 'OPEN' and holder = 'APPROVAL' and not :user = any (writers)
                           and not exists (select from approval a
                                            where a.pull_request = pull_request.id
                                              and a.user_id = :user and a.head = pull_request.head
                                              and a.voided is null)
                         order by id desc limit 200
                        """)
                .param("user", user)
                .query(Long.class)
                .list();
    }

    /** The open pull requests that nothing but a click keeps from being merged. */
    List<Long> waitingForMerge() {
        return jdbc.sql(
                        """
                        select id from pull_request
                         where state = 'OPEN' and holder = 'AUTHOR'
                         order by id desc limit 200
                        """)
                .query(Long.class)
                .list();
    }
}
