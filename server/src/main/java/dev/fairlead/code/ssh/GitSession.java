package dev.fairlead.code.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** One command of a client, on a thread of its own from its start to its end. */
final class GitSession implements Command {
    /** What a command does; it answers with the exit code. */
    interface Work {
        int run(InputStream in, OutputStream out, OutputStream messages, @Nullable String protocol)
                throws IOException;
    }

    private final Work work;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream messages = OutputStream.nullOutputStream();
    private ExitCallback exit = (_, _, _) -> {};
    private @Nullable Thread thread;

    GitSession(Work work) {
        this.work = work;
    }

    /** A session that says one sentence and ends. */
    static GitSession saying(String sentence) {
        return new GitSession((_, _, messages, _) -> {
            messages.write((sentence + "\r\n").getBytes(StandardCharsets.UTF_8));
            messages.flush();
            return 1;
        });
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream messages) {
        this.messages = messages;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var protocol = environment.getEnv().get("GIT_PROTOCOL");
        thread = Thread.ofVirtual().name("git over ssh").start(() -> run(protocol));
    }

    /** The client is gone. */
    @Override
    public void destroy(ChannelSession channel) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run(@Nullable String protocol) {
        var code = 128;
        try {
            code = work.run(in, out, messages, protocol);
        } catch (IOException _) {
            // The client hung up, or was told by git itself what was wrong.
        } finally {
            end(code);
        }
    }

    private void end(int code) {
        try {
            out.flush();
            messages.flush();
        } catch (IOException _) {
            // Nobody listens any more.
        }
        exit.onExit(code);
    }
}
