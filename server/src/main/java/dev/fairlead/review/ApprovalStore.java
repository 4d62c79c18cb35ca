package dev.fairlead.review;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ApprovalStore {
    /** An approval as it was given; not valid any more once the head has moved. */
    record Given(long userId, String head, Instant at, boolean valid) {}

    private final JdbcClient jdbc;

    ApprovalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when this user has approved this head already. */
    boolean give(long pullRequest, long user, String head) {
        jdbc.sql(
                        """
                        update approval set voided = now()
                         where pull_request = :pullRequest and user_id = :user and head <> :head
                           and voided is null
                        """)
                .param("pullRequest", pullRequest)
                .param("user", user)
                .param("head", head)
                .update();
        return jdbc.sql(
                                """
                                insert into approval (pull_request, user_id, head)
                                values (:pullRequest, :user, :head)
                                on conflict (pull_request, user_id) where voided is null do nothing
                                """)
                        .param("pullRequest", pullRequest)
                        .param("user", user)
                        .param("head", head)
                        .update()
                == 1;
    }

    /** False when there is no valid one of this user. Unlike a voided one it leaves nothing. */
    boolean withdraw(long pullRequest, long user) {
        return jdbc.sql(
                                """
                                delete from approval
                                 where pull_request = :pullRequest and user_id = :user
                                   and voided is null
                                """)
                        .param("pullRequest", pullRequest)
                        .param("user", user)
                        .update()
                == 1;
    }

    /** Voids the valid ones; returns who had given them. */
    List<Long> voidAll(long pullRequest) {
        return jdbc.sql(
                        """
                        update approval set voided = now()
                         where pull_request = :pullRequest and voided is null
                        returning user_id
                        """)
                .param("pullRequest", pullRequest)
                .query(Long.class)
                .list();
    }

    /** The latest of each user, in the order given. */
    List<Given> of(long pullRequest) {
        return jdbc.sql(
                        """
                        select * from (
                            select distinct on (user_id) user_id, head, at, voided is null as valid
                              from approval where pull_request = :pullRequest
                             order by user_id, id desc) latest
                         order by at
                        """)
                .param("pullRequest", pullRequest)
                .query(Given.class)
                .list();
    }
}
