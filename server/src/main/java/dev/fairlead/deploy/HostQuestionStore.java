package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The rows of questions to hosts outside of deployments. */
@Component
class HostQuestionStore {
    /** Why a host is asked. */
    enum Purpose {
        LOOK,
        ADOPTION,
        TRIAL
    }

    /** One question; answer is null until it came. */
    record Question(
            long job,
            long projectId,
            @Nullable Long environmentId,
            String host,
            Purpose purpose,
            @Nullable Outcome answer) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HostQuestionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void ask(long job, long project, @Nullable Long environment, String host, Purpose purpose) {
        jdbc.sql(
                        """
                        insert into host_question (job, project_id, environment_id, host, purpose)
                        values (:job, :project, :environment, :host, :purpose)
                        """)
                .param("job", job)
                .param("project", project)
                .param("environment", environment)
                .param("host", host)
                .param("purpose", purpose.name())
                .update();
    }

    boolean isOpen(long environment, String host) {
        return jdbc.sql(
                        """
                        select exists (select 1 from host_question
                            where environment_id = :environment and host = :host
                                and answered is null)
                        """)
                .param("environment", environment)
                .param("host", host)
                .query(Boolean.class)
                .single();
    }

    Optional<Question> find(long job) {
        return jdbc.sql("select * from host_question where job = :job")
                .param("job", job)
                .query((rs, _) -> {
                    var answer = rs.getString("answer");
                    return new Question(
                            rs.getLong("job"),
                            rs.getLong("project_id"),
                            rs.getObject("environment_id", Long.class),
                            rs.getString("host"),
                            Purpose.valueOf(rs.getString("purpose")),
                            answer == null ? null : json.readValue(answer, Outcome.class));
                })
                .optional();
    }

    /**
     * Whether a deployment began there after the question was asked: the answer may be of before.
     */
    boolean overtaken(long job) {
        return jdbc.sql(
                        """
                        select exists (select 1 from host_question q
                            join deployment d on d.environment_id = q.environment_id
                                and d.started >= q.asked
                            where q.job = :job)
                        """)
                .param("job", job)
                .query(Boolean.class)
                .single();
    }

    void answer(long job, Outcome answer) {
        jdbc.sql(
                        """
                        update host_question set answered = now(), answer = :answer::jsonb
                        where job = :job
                        """)
                .param("job", job)
                .param("answer", json.writeValueAsString(answer))
                .update();
    }

    /** A question that will not be answered, and answers that nobody waits for any more. */
    void forget(long job) {
        jdbc.sql(
                        """
                        delete from host_question
                        where job = :job or answered < now() - interval '1 hour'
                        """)
                .param("job", job)
                .update();
    }
}
