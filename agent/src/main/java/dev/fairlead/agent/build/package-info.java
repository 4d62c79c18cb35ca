/**
 * Builds: a fresh workspace from the commit's tar, steps in a sandbox, reports and artifacts. What
 * a build brings is hostile: its archive, its links, its reports, its processes.
 */
@NullMarked
package dev.fairlead.agent.build;

import org.jspecify.annotations.NullMarked;
