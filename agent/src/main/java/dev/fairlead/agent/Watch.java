package dev.fairlead.agent;

import java.io.IOException;
import java.util.List;

/** Bounds what a command may use while it runs, and ends all of it with it. */
public interface Watch {
    /** Nobody looks: the command is one of ours. */
    Watch NONE =
            new Watch() {
                @Override
                public List<String> starting(List<String> arguments) {
                    return arguments;
                }

                @Override
                public String passed(Process process) {
                    return "";
                }

                @Override
                public void end(Process process) {
                    if (process.isAlive()) {
                        process.descendants().forEach(ProcessHandle::destroyForcibly);
                        // By its handle, which lets its last words be read.
                        process.toHandle().destroyForcibly();
                    }
                }
            };

    /** The arguments that start the command within its limits. */
    List<String> starting(List<String> arguments);

    /**
     * Called several times a second, and once after the process has ended.
     *
     * @return the limit that was passed, in words that follow a colon; empty for none
     */
    String passed(Process process) throws IOException;

    /** Kills the process with all it started. What ended already may have left some behind. */
    void end(Process process);
}
