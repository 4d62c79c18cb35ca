package dev.fairlead.agent.ssh;

import dev.fairlead.agent.crypto.AesGcm;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The SSH client of an agent. Its settings come from here alone: no file of the machine's, no agent
 * of keys, no password.
 */
final class Client {
    static final AttributeKey<PinnedKey> PIN = new AttributeKey<>();

    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final int MISSED = 2;

    private Client() {}

    static SshClient start() {
        JdkCrypto.register();
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, _, key) -> isPinned(session, key));
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setSignatureFactories(signatures());
        client.setCipherFactories(ciphers());
        client.addSessionListener(new AskForThePinned());
        client.setNioWorkers(2);
        CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "Fairlead");
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, BEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MISSED);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        client.start();
        return client;
    }

    private static boolean isPinned(ClientSession session, PublicKey key) {
        var context = session.getConnectionContext();
        var pin = context == null ? null : context.getAttribute(PIN);
        return pin != null && pin.accepts(key);
    }

    /** What OpenSSH prefers comes first: a host shows the key of the first that it has. */
    private static List<NamedFactory<Signature>> signatures() {
        return List.of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.nistp521,
                BuiltinSignatures.rsaSHA512,
                BuiltinSignatures.rsaSHA256);
    }

    /** Without libcrypto the JVM, which has its first compiler only, is fastest with ChaCha20. */
    private static List<NamedFactory<Cipher>> ciphers() {
        if (AesGcm.isThere()) {
            return List.of(
                    new SystemGcm(BuiltinCiphers.aes128gcm),
                    new SystemGcm(BuiltinCiphers.aes256gcm),
                    BuiltinCiphers.cc20p1305_openssh,
                    BuiltinCiphers.aes128ctr,
                    BuiltinCiphers.aes256ctr);
        }
        return List.of(
                BuiltinCiphers.cc20p1305_openssh,
                BuiltinCiphers.aes128ctr,
                BuiltinCiphers.aes128gcm,
                BuiltinCiphers.aes256ctr,
                BuiltinCiphers.aes256gcm);
    }

    private static final class AskForThePinned implements SessionListener {
        @Override
        public void sessionNegotiationOptionsCreated(
                Session session, Map<KexProposalOption, String> proposal) {
            var context = ((ClientSession) session).getConnectionContext();
            var pin = context == null ? null : context.getAttribute(PIN);
            var algorithm = pin == null ? null : pin.algorithm();
            if (algorithm != null) {
                proposal.put(KexProposalOption.SERVERKEYS, algorithm);
            }
        }
    }
}
