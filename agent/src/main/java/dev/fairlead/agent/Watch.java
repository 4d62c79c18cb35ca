package dev.fairlead.agent;

import java.io.IOException;

/** Bounds what a command may use while it runs, and ends all of it with it. */
public interface Watch {
    /** Nobody looks: the command is one of ours. */
    Watch NONE =
            new Watch() {
                @Override
                public Process start(Launcher.Command command) throws IOException {
                    return Launcher.start(command, command.arguments());
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

    /** Starts the command within its limits. Its input is the caller's to hand. */
    Process start(Launcher.Command command) throws IOException;

    /**
     * Called several times a second, and once after the process has ended.
     *
     * @return the limit that was passed, in words that follow a colon; empty for none
     */
    String passed(Process process) throws IOException;

    /** Kills the process with all it started. What ended already may have left some behind. */
    void end(Process process);
}
