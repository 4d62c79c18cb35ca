package dev.fairlead.agent.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.AsyncCapableClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/**
 * OpenSSH's channel to a unix socket at the other end, which the SSH library does not have. What it
 * carries needs neither a shell there nor a program.
 */
final class StreamLocal extends AsyncCapableClientChannel {
    private static final String TYPE = "direct-streamlocal@openssh.com";

    private final String path;

    StreamLocal(String path) {
        super(TYPE, false);
        this.path = path;
    }

    @Override
    public synchronized OpenFuture open() throws IOException {
        if (closeFuture.isClosed()) {
            throw new SshException("the connection has ended");
        }
        openFuture = new DefaultOpenFuture(path, futureLock);
        var buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
        buffer.putString(TYPE);
        buffer.putUInt(getChannelId());
        buffer.putUInt(getLocalWindow().getSize());
        buffer.putUInt(getLocalWindow().getPacketSize());
        buffer.putString(path);
        buffer.putString(""); // two fields that its protocol keeps for later
        buffer.putUInt(0);
        writePacket(buffer);
        return openFuture;
    }
}
