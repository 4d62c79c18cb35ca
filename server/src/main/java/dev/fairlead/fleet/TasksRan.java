package dev.fairlead.fleet;

import dev.fairlead.protocol.TaskRun;
import java.util.List;

/** The agent of a play told how tasks stand; heard inside the transaction that took it. */
public record TasksRan(Job job, List<TaskRun> runs) {}
