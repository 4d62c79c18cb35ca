package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.deploy.Deployment.Cause;
import dev.fairlead.deploy.Task.Situation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TaskReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String WHOLE =
            """
            {"tasks": [
              {"name": "migrate", "run": "./migrate", "once": true,
               "when": {"version": "changed", "deployment": ["first", "rollback"],
                        "variables": {"ROLE": "db"}},
               "timeout": "5m"},
              {"name": "base", "puppet": {"apply": "manifests/site.pp", "noop": true}, "once": false,
               "checkout": {"repository": "ops", "commit": "%s"}, "timeout": "5m"},
              {"name": "ask", "puppet": {"agent": true, "noop": false}, "once": false,
               "timeout": "5m"}]}
            """
                    .formatted(COMMIT);

    @Test
    void writesWhatItReads() {
        var tree = JSON.readTree(WHOLE);
        var written = JSON.valueToTree(Map.of("tasks", TaskReader.json(read(WHOLE))));
        assertThat((Object) written).isEqualTo(tree);
    }

    @Test
    void refusesWhatIsNotOneThing() {
        refuses("{\"name\": \"a\"}", "a task has either run or puppet");
        refuses(
                "{\"name\": \"a\", \"run\": \"x\", \"puppet\": {\"agent\": true}}",
                "either run or");
        refuses("{\"name\": \"a\", \"puppet\": {}}", "puppet has either apply or agent");
        refuses("{\"name\": \"a;b\", \"run\": \"x\"}", "tasks[0].name: must be letters");
        refuses(
                "{\"name\": \"a\", \"run\": \"x\"}, {\"name\": \"a\", \"run\": \"y\"}",
                "\"a\" is there twice");
        refuses("{\"name\": \"a\", \"run\": \"x\", \"when\": {\"version\": \"1\"}}", "\"changed\"");
        refuses(
                "{\"name\": \"a\", \"run\": \"x\", \"when\": {\"deployment\": [\"friday\"]}}",
                "must be one of first, automatic, promotion, rollback");
    }

    @Test
    void refusesABranchAndAWayOutOfTheCheckout() {
        var task =
                "{\"name\": \"a\", \"puppet\": {\"apply\": \"%s\"},"
                        + " \"checkout\": {\"repository\": \"ops\", \"commit\": \"%s\"}}";
        refuses(task.formatted("site.pp", "main"), "must be the 40 digits of a commit");
        for (var path : List.of("../site.pp", "a/../../site.pp", "/etc/site.pp", "--noop", "./a")) {
            refuses(task.formatted(path, COMMIT), "puppet.apply: must be a path in the repository");
        }
        refuses("{\"name\": \"a\", \"puppet\": {\"apply\": \"site.pp\"}}", "must be the absolute");
        refuses("{\"name\": \"a\", \"puppet\": {\"apply\": \"/a/../b\"}}", "must be the absolute");
    }

    @Test
    void allOfAConditionHasToHold() {
        var when = read(WHOLE).getFirst().when();
        var db = Map.of("ROLE", "db", "OTHER", "x");
        assertThat(when.holds(new Situation(Cause.ROLLBACK, false, true), db)).isTrue();
        assertThat(when.holds(new Situation(Cause.PROMOTION, true, true), db)).isTrue();
        assertThat(when.holds(new Situation(Cause.PROMOTION, false, true), db)).isFalse();
        assertThat(when.holds(new Situation(Cause.ROLLBACK, false, false), db)).isFalse();
        assertThat(when.holds(new Situation(Cause.ROLLBACK, false, true), Map.of())).isFalse();
        assertThat(Task.When.ALWAYS.holds(new Situation(Cause.AUTOMATIC, false, false), Map.of()))
                .isTrue();
    }

    private static List<Task> read(String json) {
        return TaskReader.read(Fields.of(JSON.readTree(json), "", Set.of("tasks")));
    }

    private static void refuses(String tasks, String message) {
        assertThatThrownBy(() -> read("{\"tasks\": [" + tasks + "]}"))
                .hasMessageContaining(message);
    }
}
