/**
 * Environments, hosts, promotion rules, deployments and their steps, load balancers.
 *
 * <p>A release comes to the environments of its repository ({@code Following}), by itself or by a
 * person whom the rules let through ({@code Promotions}). A deployment's plan is its step rows;
 * {@code Planner} says what is next from them alone, and {@code Engine} does it: each step is a job
 * of the fleet, and the end of a job queues the next in the same transaction. What a lost job left
 * on its host, the host is asked ({@code Resolution}). Publishes {@link
 * dev.fairlead.deploy.DeploymentChanged} and {@link dev.fairlead.deploy.DeploymentProgressed};
 * hears releases and jobs.
 */
@NullMarked
package dev.fairlead.deploy;

import org.jspecify.annotations.NullMarked;
