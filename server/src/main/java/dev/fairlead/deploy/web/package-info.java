/** Environments and deployments as pages and as JSON, and what they add to other pages. */
@NullMarked
package dev.fairlead.deploy.web;

import org.jspecify.annotations.NullMarked;
