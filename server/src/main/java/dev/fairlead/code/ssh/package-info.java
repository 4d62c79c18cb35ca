/**
 * Git over SSH: public keys let in, git's two verbs on one repository, and nothing else. No shell,
 * no forwarding, no files.
 */
@NullMarked
package dev.fairlead.code.ssh;

import org.jspecify.annotations.NullMarked;
