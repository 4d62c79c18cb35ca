/** Environments, hosts, promotion rules, deployments and their steps, load balancers. */
@NullMarked
package dev.fairlead.deploy;

import org.jspecify.annotations.NullMarked;
