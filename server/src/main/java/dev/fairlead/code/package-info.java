/**
 * Repositories, branches, commits and who pushed them, git over HTTP, commit statuses, browsing.
 */
@NullMarked
package dev.fairlead.code;

import org.jspecify.annotations.NullMarked;
