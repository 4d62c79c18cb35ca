package dev.fairlead.deploy;

import dev.fairlead.protocol.Expectation;
import dev.fairlead.protocol.Outcome.HostObserved;

/** Whether a host's answer says that it runs the release. */
final class Judgement {
    private static final String REACHED =
            " Ansible may reach it, but Fairlead asks by the host's own agent or connection: where"
                    + " it has neither, its digest cannot be learned.";

    private Judgement() {}

    /** What a host has to answer after its turn. */
    static Expectation expectation(Deployment deployment, Definition definition) {
        return new Expectation(
                deployment.sha256(),
                deployment.version(),
                definition.versionPath() != null,
                definition.steps().start() != null);
    }

    /** What speaks against it, in a sentence; empty when nothing does. */
    static String of(Deployment deployment, Definition definition, String host, HostObserved told) {
        var against = expectation(deployment, definition).against(host, told);
        return told.passed() && told.sha256() == null && definition.ansible() != null
                ? against + REACHED
                : against;
    }
}
