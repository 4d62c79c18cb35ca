package dev.fairlead.code.ssh;

import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.SshKeys;
import dev.fairlead.platform.Settings;
import java.io.IOException;
import java.net.BindException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Listens for SSH. It starts after the server is ready, beside it: nobody who waits for a page
 * waits for this. A port that is taken costs SSH and nothing else.
 */
@Component
public class SshDaemon implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SshDaemon.class);
    private static final AttributeKey<SshKey> KEY = new AttributeKey<>();

    /** The one name to log in with; the key says who it is. */
    private static final String NAME = "git";

    private static final int MOST_SESSIONS = 200;
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LOG_IN = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final GitCommands commands;
    private final SshKeys keys;
    private final Settings settings;
    private @Nullable Thread starting;
    private @Nullable SshServer server;
    private volatile @Nullable String fingerprint;
    private boolean stopped;

    SshDaemon(GitCommands commands, SshKeys keys, Settings settings) {
        this.commands = commands;
        this.keys = keys;
        this.settings = settings;
    }

    /** What clients are shown of the server's key; empty while SSH does not listen. */
    public Optional<String> fingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        begin();
    }

    private synchronized void begin() {
        var port = settings.sshPort();
        if (port != null) {
            starting = Thread.ofPlatform().name("start ssh").start(() -> listen(port));
        }
    }

    private void listen(int port) {
        try {
            var hostKey = HostKey.of(settings.shared().resolve("ssh-host-key"));
            var listening = configured(port, hostKey);
            listening.start();
            synchronized (this) {
                server = listening;
            }
            fingerprint = hostKey.fingerprint();
            log.info("Git over SSH on port {}, host key {}", port, hostKey.fingerprint());
        } catch (BindException e) {
            log.error(
                    "Port {} is taken, so there is no git over SSH. Stop who has it, or choose another with FAIRLEAD_SSH_PORT, and start again.",
                    port);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.error("Git over SSH could not start; all else goes on.", e);
        }
    }

    private SshServer configured(int port, HostKey hostKey) {
        var sshd = SshServer.setUpDefaultServer();
        sshd.setHost(settings.bind());
        sshd.setPort(port);
        sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        sshd.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        sshd.setPublickeyAuthenticator(this::knows);
        sshd.setCommandFactory((channel, command) -> commands.session(key(channel), command));
        sshd.setShellFactory(channel -> GitSession.saying(commands.greeting(key(channel))));
        sshd.setSubsystemFactories(List.of());
        sshd.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        sshd.setNioWorkers(2);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(sshd, "Fairlead");
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(sshd, MOST_SESSIONS);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(sshd, MOST_ATTEMPTS);
        CoreModuleProperties.AUTH_TIMEOUT.set(sshd, LOG_IN);
        CoreModuleProperties.IDLE_TIMEOUT.set(sshd, IDLE);
        return sshd;
    }

    /** Whether the key is known; that the client holds it, the protocol verifies. */
    private boolean knows(String name, PublicKey key, ServerSession session) {
        var known = name.equals(NAME) ? keys.find(key) : Optional.<SshKey>empty();
        known.ifPresent(found -> session.setAttribute(KEY, found));
        return known.isPresent();
    }

    private static SshKey key(ChannelSession channel) {
        var key = channel.getSession().getAttribute(KEY);
        if (key == null) {
            throw new IllegalStateException("This is a bug: a session without a key");
        }
        return key;
    }

    /** Again, after a stop: the first time it waits until the server is ready. */
    @Override
    public synchronized void start() {
        if (stopped) {
            stopped = false;
            begin();
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        fingerprint = null;
        if (starting != null) {
            starting.interrupt();
        }
        if (server != null) {
            try {
                server.stop(true);
            } catch (IOException e) {
                log.warn("Git over SSH did not stop in order", e);
            }
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return !stopped;
    }
}
