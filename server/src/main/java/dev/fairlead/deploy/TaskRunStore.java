package dev.fairlead.deploy;

import dev.fairlead.fleet.TasksRan;
import dev.fairlead.protocol.TaskRun;
import dev.fairlead.work.Signals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** How the tasks of plays stand on their hosts, as Ansible says it while it runs. */
@Component
class TaskRunStore {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final StepStore steps;
    private final Signals signals;

    TaskRunStore(JdbcClient jdbc, JsonMapper json, StepStore steps, Signals signals) {
        this.jdbc = jdbc;
        this.json = json;
        this.steps = steps;
        this.signals = signals;
    }

    @EventListener
    @Transactional
    public void on(TasksRan event) {
        steps.byJob(event.job().id())
                .ifPresent(step -> {
                    put(step.id(), event.runs());
                    signals.raise(Deployment.topic(step.deployment()));
                });
    }

    /** What came before of the same task and host is replaced. */
    private void put(long step, List<TaskRun> runs) {
        Map<List<Object>, TaskRun> latest = new LinkedHashMap<>();
        runs.forEach(run -> latest.put(List.of(run.task(), run.host()), run));
        jdbc.sql(
                        """
                        insert into task_run (step_id, task, host, play, name, state, ignored,
                            message, millis)
                        select :step, r.task, r.host, r.play, r.name, r.state, r.ignored, r.message,
                            r.millis
                        from jsonb_to_recordset(:runs::jsonb) as r(task int, host text, play text,
                            name text, state text, ignored boolean, message text, millis bigint)
                        where (select count(*) from task_run where step_id = :step) < :most
                            or exists (select 1 from task_run t where t.step_id = :step
                                and t.task = r.task and t.host = r.host)
                        on conflict (step_id, task, host) do update set
                            play = excluded.play, name = excluded.name, state = excluded.state,
                            ignored = excluded.ignored, message = excluded.message,
                            millis = excluded.millis, told = clock_timestamp()
                        """)
                .param("step", step)
                .param("runs", json.writeValueAsString(latest.values()))
                .param("most", TaskRun.MOST)
                .update();
    }

    /** In the order of the tasks, each in that of its hosts' names. */
    List<TaskRun> of(long step) {
        return jdbc.sql(
                        """
                        select task, play, name, host, state, ignored, message, millis
                        from task_run where step_id = :step order by task, host
                        """)
                .param("step", step)
                .query((rs, _) ->
                        new TaskRun(
                                rs.getInt("task"),
                                rs.getString("play"),
                                rs.getString("name"),
                                rs.getString("host"),
                                TaskRun.State.valueOf(rs.getString("state")),
                                rs.getBoolean("ignored"),
                                rs.getString("message"),
                                rs.getLong("millis")))
                .list();
    }

    /** Another text whenever something was told. */
    String mark(long deployment) {
        return jdbc.sql(
                        """
                        select count(*) || ' ' || coalesce(max(r.told)::text, '')
                        from task_run r join deployment_step s on s.id = r.step_id
                        where s.deployment_id = :deployment
                        """)
                .param("deployment", deployment)
                .query(String.class)
                .single();
    }
}
