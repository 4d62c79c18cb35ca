/**
 * Digests and encryption at the machine's own speed, by OpenSSL's libcrypto where it is there. An
 * agent's JVM has its first compiler only, to be small, and that one knows no instructions for AES
 * or SHA; see RATIONALE.md.
 */
@NullMarked
package dev.fairlead.agent.crypto;

import org.jspecify.annotations.NullMarked;
