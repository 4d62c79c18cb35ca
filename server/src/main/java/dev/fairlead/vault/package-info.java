/**
 * Secrets by name: set by a project's administrators, never shown again, and granted to builds and
 * environments. Gives the jobs that other modules queue their values when an agent claims them
 * ({@link dev.fairlead.fleet.JobSecrets}); no row but the sealed one holds a value.
 */
@NullMarked
package dev.fairlead.vault;

import org.jspecify.annotations.NullMarked;
