package dev.fairlead.review;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was asked to review. */
@Component
class ReviewerStore {
    private final JdbcClient jdbc;

    ReviewerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<Long> asked(long pullRequest) {
        return jdbc.sql("select user_id from pull_request_reviewer where pull_request = ?")
                .param(pullRequest)
                .query(Long.class)
                .set();
    }

    /** Of all these at once: who was asked or has a valid approval, in the order of their names. */
    List<Reviewer> of(Collection<Long> pullRequests) {
        return jdbc.sql(
                        """
                        select pull_request, user_id as "user", bool_or(asked) as asked,
                               max(head) as approved
                          from (select pull_request, user_id, true as asked, null as head
                                  from pull_request_reviewer
                                 where pull_request = any (:pullRequests)
                                union all
                                select pull_request, user_id, false, head
                                  from approval
                                 where pull_request = any (:pullRequests) and voided is null) someone
                          join users on users.id = user_id
                         group by pull_request, user_id, users.name
                         order by users.name
                        """)
                .param("pullRequests", pullRequests.toArray(Long[]::new))
                .query(Reviewer.class)
                .list();
    }

    void ask(long pullRequest, Collection<Long> users) {
        jdbc.sql(
                        """
                        insert into pull_request_reviewer (pull_request, user_id)
                        select :pullRequest, unnest(:users) on conflict do nothing
                        """)
                .param("pullRequest", pullRequest)
                .param("users", users.toArray(Long[]::new))
                .update();
    }

    void release(long pullRequest, Collection<Long> users) {
        jdbc.sql(
                        """
                        delete from pull_request_reviewer
                         where pull_request = :pullRequest and user_id = any (:users)
                        """)
                .param("pullRequest", pullRequest)
                .param("users", users.toArray(Long[]::new))
                .update();
    }

    /**
     * The open pull requests that this user was asked to review and has not approved as they are.
     */
    List<Long> waitingFor(long user) {
        return jdbc.sql(
                        """
                        select pr.id from pull_request pr
                          join pull_request_reviewer r on r.pull_request = pr.id
                         where r.user_id = :user and pr.state = 'OPEN'
                           and not exists (select from approval a
                                            where a.pull_request = pr.id and a.user_id = :user
                                              and a.head = pr.head and a.voided is null)
                         order by pr.id desc limit 200
                        """)
                .param("user", user)
                .query(Long.class)
                .list();
    }
}
