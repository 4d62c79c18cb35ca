package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code tasks}. */
final class TaskReader {
    private static final int MOST = 20;
    private static final Set<String> KEYS =
            Set.of("name", "run", "puppet", "once", "checkout", "when", "timeout");

    private TaskReader() {}

    static List<Task> read(Fields fields) {
        var tasks = fields.list("tasks", MOST, item -> task(item.object(KEYS)));
        var names = new HashSet<String>();
        for (var task : tasks) {
            if (!names.add(task.name())) {
                throw Problem.invalid(
                        "tasks",
                        "tasks: each needs a name of its own, \"%s\" is there twice."
                                .formatted(task.name()));
            }
        }
        return tasks;
    }

    private static Task task(Fields task) {
        var from = task.optionalObject("checkout", Checkout.KEYS);
        var checkout = from == null ? null : Checkout.read(from);
        return new Task(
                task.text(
                        "name",
                        "[A-Za-z0-9][A-Za-z0-9_. -]{0,63}",
                        "must be letters, digits, spaces and _.-, 64 at most"),
                work(task, checkout),
                task.flag("once", false),
                checkout,
                when(task.optionalObject("when", Set.of("version", "deployment", "variables"))),
                Spans.read(
                        task,
                        "timeout",
                        Duration.ofSeconds(1),
                        Duration.ofHours(1),
                        Duration.ofMinutes(5)));
    }

    private static Task.Work work(Fields task, @Nullable Checkout checkout) {
        var run =
                task.optionalText(
                        "run",
                        "(?s)[^\\x00]*\\S[^\\x00]{0,4000}",
                        "must be a command of at most 4,000 characters");
        var puppet = task.optionalObject("puppet", Set.of("apply", "agent", "noop"));
        if ((run == null) == (puppet == null)) {
            throw task.refused("run", "a task has either run or puppet");
        }
        return run != null ? new Task.Script(run) : puppet(puppet, checkout);
    }

    private static Task.Puppet puppet(Fields puppet, @Nullable Checkout checkout) {
        var agent = puppet.flag("agent", false);
        if (agent == (puppet.optional("apply") != null)) {
            throw puppet.refused("apply", "puppet has either apply or agent: true");
        }
        if (agent) {
            return new Task.Puppet(null, puppet.flag("noop", false));
        }
        var manifest =
                checkout != null
                        ? Checkout.path(puppet, "apply")
                        : puppet.text(
                                "apply",
                                "/(?!(.*/)?\\.\\.(/|$))[^\\x00-\\x1f\\x7f]{1,400}",
                                "must be the absolute path of a manifest on the host, or have a"
                                        + " checkout to be a path in");
        return new Task.Puppet(manifest, puppet.flag("noop", false));
    }

    private static Task.When when(@Nullable Fields when) {
        if (when == null) {
            return Task.When.ALWAYS;
        }
        var version = when.optionalText("version", "changed", "must be \"changed\"");
        var kinds = when.list("deployment", Task.Kind.values().length, TaskReader::kind);
        return new Task.When(version != null, kinds, HooksReader.variables(when));
    }

    private static Task.Kind kind(Fields.Item item) {
        var words =
                Arrays.stream(Task.Kind.values())
                        .map(Task.Kind::word)
                        .collect(Collectors.joining("|"));
        var word = item.text(words, "must be one of " + words.replace("|", ", "));
        return Arrays.stream(Task.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    /** In the form that is read. */
    static List<Map<String, Object>> json(List<Task> tasks) {
        return tasks.stream().map(TaskReader::json).toList();
    }

    private static Map<String, Object> json(Task task) {
        var json = new LinkedHashMap<String, Object>();
        json.put("name", task.name());
        switch (task.work()) {
            case Task.Script(String command) -> json.put("run", command);
            case Task.Puppet(String manifest, boolean noop) -> {
                var puppet = new LinkedHashMap<String, Object>();
                puppet.put(
                        manifest == null ? "agent" : "apply", manifest == null ? true : manifest);
                puppet.put("noop", noop);
                json.put("puppet", puppet);
            }
        }
        json.put("once", task.once());
        if (task.checkout() != null) {
            json.put("checkout", json(task.checkout()));
        }
        if (!task.when().equals(Task.When.ALWAYS)) {
            json.put("when", json(task.when()));
        }
        json.put("timeout", Spans.word(task.timeout()));
        return json;
    }

    private static Map<String, Object> json(Task.When when) {
        var json = new LinkedHashMap<String, Object>();
        if (when.versionChanged()) {
            json.put("version", "changed");
        }
        json.put("deployment", when.deployments().stream().map(Task.Kind::word).toList());
        json.put("variables", when.variables());
        return json;
    }

    static Map<String, Object> json(Checkout checkout) {
        var json = new LinkedHashMap<String, Object>();
        json.put("repository", checkout.repository());
        json.put("commit", checkout.commit());
        return json;
    }
}
