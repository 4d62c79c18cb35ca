package dev.fairlead.protocol;

import dev.fairlead.protocol.Outcome.HostObserved;

/**
 * What a host that was asked has to answer. Server and agent judge by the same rule: the server for
 * the journal, the agent so that it need not wait for that word before the host gets requests.
 *
 * @param version that the process has to tell where it tells any
 * @param tells whether it has to tell one
 * @param restarted whether the process has to be younger than the install
 */
public record Expectation(String sha256, String version, boolean tells, boolean restarted) {
    /** What speaks against it, in a sentence; empty when nothing does. */
    public String against(String host, HostObserved told) {
        if (!told.passed()) {
            return host + " could not be asked: " + told.failure();
        }
        if (told.sha256() == null) {
            return host + " could not tell what it runs: " + String.join(" ", told.notes());
        }
        if (!told.sha256().equals(sha256)) {
            return "%s has other bytes than release %s: sha256 %s."
                    .formatted(host, version, told.sha256());
        }
        if (restarted && Boolean.FALSE.equals(told.startedAfterInstall())) {
            return host + " still runs a process that is older than the install.";
        }
        if (tells && told.version() == null) {
            return "%s did not tell its version: %s"
                    .formatted(host, String.join(" ", told.notes()));
        }
        if (told.version() != null && !told.version().equals(version)) {
            return "%s answers version %s, not %s.".formatted(host, told.version(), version);
        }
        return "";
    }
}
