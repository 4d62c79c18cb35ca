package dev.fairlead.deploy;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what had to be put right while deployments ran. */
@Component
class Remarks {
    private static final int MOST = 200;

    private final JdbcClient jdbc;

    Remarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Step step, List<String> sentences) {
        sentences.forEach(
                sentence -> add(step.deployment(), step.host(), step.name().word(), sentence));
    }

    void add(long deployment, String host, String step, String sentence) {
        jdbc.sql(
                        """
                        insert into deployment_remark (deployment_id, host, step, sentence)
                        select :deployment, :host, :step, :sentence
                        where (select count(*) from deployment_remark
                            where deployment_id = :deployment) < :most
                        """)
                .param("deployment", deployment)
                .param("host", host)
                .param("step", step)
                .param("sentence", sentence)
                .param("most", MOST)
                .update();
    }

    List<Remark> of(long deployment) {
        return jdbc.sql(
                        """
                        select * from deployment_remark where deployment_id = :deployment
                        order by id
                        """)
                .param("deployment", deployment)
                .query((rs, _) ->
                        new Remark(
                                rs.getString("host"),
                                rs.getString("step"),
                                rs.getString("sentence"),
                                rs.getTimestamp("at").toInstant()))
                .list();
    }
}
