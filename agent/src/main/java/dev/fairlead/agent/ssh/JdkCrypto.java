package dev.fairlead.agent.ssh;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** Tells the SSH library to use what the JDK has, and nothing else that lies about. */
final class JdkCrypto extends AbstractSecurityProviderRegistrar {
    private JdkCrypto() {
        super("JDK");
    }

    /** Before anything else of the library is used. */
    static void register() {
        // Quiet, and without a search for a logging library: an agent's output is its own.
        setUnset("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        setUnset("slf4j.internal.verbosity", "ERROR");
        setUnset(SecurityUtils.SECURITY_PROVIDER_REGISTRARS, "none");
        if (SecurityUtils.getEdDSASupport().isEmpty()) {
            SecurityUtils.registerSecurityProvider(new JdkCrypto());
        }
    }

    private static void setUnset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public boolean isSupported() {
        return true;
    }

    /** Nothing but what is asked for below. */
    @Override
    public boolean isSecurityEntitySupported(Class<?> kind, String name) {
        return false;
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new Ed25519());
    }

    @Override
    public String getProviderName() {
        return "SunEC";
    }

    @Override
    public Provider getSecurityProvider() {
        return Security.getProvider("SunEC");
    }
}
