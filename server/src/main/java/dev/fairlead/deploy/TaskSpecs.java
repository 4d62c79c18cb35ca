package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import java.util.Map;
import java.util.TreeMap;

/** Makes the job of a task on a host. */
final class TaskSpecs {
    private TaskSpecs() {}

    static RunHostStep of(Task task, Host host, Map<String, String> variables) {
        var environment = new TreeMap<>(variables);
        if (task.checkout() != null) {
            environment.put(RunHostStep.CHECKOUT, ""); // its place is the agent's to fill in
        }
        return new RunHostStep(
                StepName.TASK.word(),
                host.name(),
                host.folder(),
                TaskCommand.of(task),
                environment,
                null,
                (int) task.timeout().toSeconds());
    }
}
