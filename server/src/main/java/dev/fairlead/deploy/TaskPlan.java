package dev.fairlead.deploy;

import dev.fairlead.deploy.JournalPlan.Planned;
import dev.fairlead.deploy.Task.Situation;
import java.util.ArrayList;
import java.util.List;

/** The tasks that a deployment will have: those whose conditions hold when it begins. */
final class TaskPlan {
    private TaskPlan() {}

    static List<Planned> of(Definition definition, Situation situation) {
        var planned = new ArrayList<Planned>();
        for (int part = 0; part < definition.tasks().size(); part++) {
            var task = definition.tasks().get(part);
            var hosts = task.once() ? definition.hosts().subList(0, 1) : definition.hosts();
            for (int position = 0; position < hosts.size(); position++) {
                var host = hosts.get(position);
                if (task.when().holds(situation, definition.variables(host))) {
                    planned.add(new Planned(host.name(), position, 0, StepName.TASK, part));
                }
            }
        }
        return List.copyOf(planned);
    }
}
