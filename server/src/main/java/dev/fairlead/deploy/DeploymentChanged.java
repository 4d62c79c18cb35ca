package dev.fairlead.deploy;

/** A deployment came to another state; heard inside the transaction that changed it. */
public record DeploymentChanged(Deployment deployment, Environment environment) {}
