package dev.fairlead.deploy;

import dev.fairlead.protocol.Outcome.HostObserved;

/** Whether a host's answer says that it runs the release. */
final class Judgement {
    private static final String REACHED =
            " Ansible may reach it, but Fairlead asks by the host's own agent or connection: where"
                    + " it has neither, its digest cannot be learned.";

    private Judgement() {}

    /** What speaks against it, in a sentence; empty when nothing does. */
    static String of(Deployment deployment, Definition definition, String host, HostObserved told) {
        if (!told.passed()) {
            return host + " could not be asked: " + told.failure();
        }
        if (told.sha256() == null) {
            return host
                    + " could not tell what it runs: "
                    + String.join(" ", told.notes())
                    + (definition.ansible() == null ? "" : REACHED);
        }
        if (!told.sha256().equals(deployment.sha256())) {
            return "%s has other bytes than release %s: sha256 %s."
                    .formatted(host, deployment.version(), told.sha256());
        }
        if (definition.steps().start() != null
                && Boolean.FALSE.equals(told.startedAfterInstall())) {
            return host + " still runs a process that is older than the install.";
        }
        if (definition.versionPath() != null && told.version() == null) {
            return "%s did not tell its version: %s"
                    .formatted(host, String.join(" ", told.notes()));
        }
        if (told.version() != null && !told.version().equals(deployment.version())) {
            return "%s answers version %s, not %s."
                    .formatted(host, told.version(), deployment.version());
        }
        return "";
    }
}
