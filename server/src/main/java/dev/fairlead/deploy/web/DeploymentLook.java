package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Deployment;

/** The state of the look that a deployment has. */
public final class DeploymentLook {
    private DeploymentLook() {}

    public static String of(Deployment deployment) {
        return DeploymentPage.look(deployment.state());
    }
}
