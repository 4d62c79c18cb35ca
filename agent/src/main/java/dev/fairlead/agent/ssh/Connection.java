package dev.fairlead.agent.ssh;

import dev.fairlead.protocol.Reach;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one host, made when it is needed and again when it was lost. Its shells are
 * kept: who gives one back leaves it to the next.
 */
public final class Connection {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LOG_IN = Duration.ofSeconds(10);

    /** OpenSSH's own limit of sessions in a connection is ten. */
    private static final int MOST_SHELLS = 7;

    private static final int MOST_BRIEF = 2;
    private static final int IDLE_SHELLS = 3;

    private final SshClient client;
    private final Reach reach;
    private final KeyPair key;
    private final byte[] script;
    private final @Nullable Connection jump;
    private final Semaphore room = new Semaphore(MOST_SHELLS);
    private final Semaphore briefRoom = new Semaphore(MOST_BRIEF);
    private final Deque<RemoteShell> idle = new ArrayDeque<>();
    private final FileDigests digests = new FileDigests();
    private @Nullable ClientSession session;
    private volatile long used = System.nanoTime();

    Connection(
            SshClient client, Reach reach, KeyPair key, byte[] script, @Nullable Connection jump) {
        this.client = client;
        this.reach = reach;
        this.key = key;
        this.script = script;
        this.jump = jump;
    }

    public FileDigests digests() {
        return digests;
    }

    /** Work with a shell. */
    public interface Work<T> {
        T with(RemoteShell shell) throws IOException, InterruptedException;
    }

    /**
     * Works with a shell of its own.
     *
     * @throws ConnectionLostException when it was lost after something was asked
     * @throws IOException when there is no connection, in a sentence that says why
     */
    public <T> T shell(Work<T> work) throws IOException, InterruptedException {
        return within(room, work);
    }

    /**
     * The same for what is over in a moment, also beside a command that waits for it: it has room
     * of its own, or commands that hold all the other would wait for each other.
     */
    public <T> T briefly(Work<T> work) throws IOException, InterruptedException {
        return within(briefRoom, work);
    }

    private <T> T within(Semaphore some, Work<T> work) throws IOException, InterruptedException {
        touch();
        if (!some.tryAcquire(CONNECT.toSeconds() * 12, TimeUnit.SECONDS)) {
            throw new IOException(
                    "%s is busy: %d things at once are done there over one connection."
                            .formatted(reach.place(), MOST_SHELLS));
        }
        try {
            var shell = take();
            try {
                return work.with(shell);
            } finally {
                giveBack(shell);
            }
        } finally {
            touch();
            some.release();
        }
    }

    private void touch() {
        used = System.nanoTime();
        if (jump != null) {
            jump.touch();
        }
    }

    private RemoteShell take() throws IOException, InterruptedException {
        while (true) {
            RemoteShell shell;
            synchronized (idle) {
                shell = idle.pollLast();
            }
            if (shell == null) {
                return RemoteShell.open(session(), reach.place(), reach.sudo(), script);
            }
            if (shell.isUsable()) {
                return shell;
            }
            shell.close();
        }
    }

    private void giveBack(RemoteShell shell) {
        synchronized (idle) {
            if (shell.isUsable() && idle.size() < IDLE_SHELLS) {
                idle.addLast(shell);
                return;
            }
        }
        shell.close();
    }

    /** Opens a way from the host to an address as the host sees it. */
    public Tunnel dial(String host, int port, int patienceMillis) throws IOException {
        var to = new SshdSocketAddress(host, port);
        var from = new SshdSocketAddress("127.0.0.1", 0);
        return tunnel(() -> new ChannelDirectTcpip(from, to), patienceMillis);
    }

    /** Opens a way to a unix socket of the host. */
    public Tunnel dial(String socket, int patienceMillis) throws IOException {
        return tunnel(() -> new StreamLocal(socket), patienceMillis);
    }

    /** Nothing was sent yet: once more, where the connection that was kept had died unseen. */
    private Tunnel tunnel(Supplier<AbstractClientChannel> channel, int patienceMillis)
            throws IOException {
        touch();
        var kept = session();
        try {
            return tunnel(kept, channel.get(), patienceMillis);
        } catch (IOException e) {
            if (kept.isOpen() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return tunnel(session(), channel.get(), patienceMillis);
        }
    }

    private static Tunnel tunnel(
            ClientSession session, AbstractClientChannel channel, int patienceMillis)
            throws IOException {
        session.getService(ConnectionService.class).registerChannel(channel);
        return Tunnel.through(channel, patienceMillis);
    }

    Duration unused() {
        return Duration.ofNanos(System.nanoTime() - used);
    }

    synchronized void close() {
        if (session != null) {
            session.close(true);
        }
    }

    private synchronized ClientSession session() throws IOException {
        if (session == null || !session.isOpen()) {
            session = logIn();
        }
        return session;
    }

    private ClientSession logIn() throws IOException {
        var through = jump == null ? null : jump.session();
        var pin = new PinnedKey(reach.address() + ":" + reach.port(), reach.hostKey());
        ClientSession fresh = null;
        try {
            fresh = open(pin, through);
            fresh.addPublicKeyIdentity(key);
            fresh.auth().verify(LOG_IN);
            return fresh;
        } catch (IOException | UnresolvedAddressException e) {
            if (fresh != null) {
                fresh.close(true);
            }
            throw new IOException(why(pin, e, fresh != null), e);
        }
    }

    private ClientSession open(PinnedKey pin, @Nullable ClientSession through) throws IOException {
        var context = AttributeRepository.ofKeyValuePair(Client.PIN, pin);
        var address = reach.address();
        var port = reach.port();
        if (through != null) {
            var there = new SshdSocketAddress(address, port);
            try (var here = through.createLocalPortForwardingTracker(ANY_LOCAL, there)) {
                var door = here.getBoundAddress().getPort();
                var opened =
                        client.connect(reach.user(), "127.0.0.1", door, context)
                                .verify(CONNECT)
                                .getSession();
                // Who is let in is led through a moment later; then it needs this door no more.
                opened.waitFor(SPOKEN_TO, CONNECT);
                return opened;
            }
        }
        return client.connect(reach.user(), address, port, context).verify(CONNECT).getSession();
    }

    private static final Set<ClientSessionEvent> SPOKEN_TO =
            EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED);

    private static final SshdSocketAddress ANY_LOCAL = new SshdSocketAddress("127.0.0.1", 0);

    private String why(PinnedKey pin, Exception e, boolean reached) {
        var refusal = pin.refusal();
        if (refusal != null) {
            return refusal;
        }
        if (!reached) {
            return "%s cannot be reached by SSH: %s.".formatted(reach.place(), cause(e));
        }
        return "%s does not let us in: %s. The public key of the secret %s belongs into its authorized_keys."
                .formatted(reach.place(), cause(e), reach.key());
    }

    private static String cause(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnresolvedAddressException) {
            return "its name is not known";
        }
        var message = cause.getMessage();
        if (message != null && message.contains("within specified timeout")) {
            return "it did not answer in time";
        }
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\.$", "");
    }
}
