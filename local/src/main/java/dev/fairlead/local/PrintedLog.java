package dev.fairlead.local;

import dev.fairlead.agent.JobLog;
import java.nio.charset.StandardCharsets;

/** A job's log as it comes, for whoever waits for it. */
final class PrintedLog implements JobLog {
    private long lines;
    private boolean open;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (var i = offset; i < offset + length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        open = length == 0 ? open : bytes[offset + length - 1] != '\n';
        Say.bytes(bytes, offset, length);
    }

    @Override
    public synchronized void line(String text) {
        var whole = ((open ? "\n" : "") + text + "\n").getBytes(StandardCharsets.UTF_8);
        write(whole, 0, whole.length);
    }

    @Override
    public synchronized long lines() {
        return lines;
    }
}
