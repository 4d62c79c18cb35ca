package dev.fairlead.agent.host;

import dev.fairlead.demo.LabHost;
import dev.fairlead.protocol.Reach;

/** How tests reach the hosts of the lab: by the key that jobs have as KEY. */
final class LabReach {
    private LabReach() {}

    static Reach reach(LabHost host) {
        return pinned(host, host.hostKey());
    }

    /** As if the host were known by another key. */
    static Reach pinned(LabHost host, String hostKey) {
        return new Reach(host.user(), host.address(), host.port(), hostKey, "KEY", false, null);
    }
}
