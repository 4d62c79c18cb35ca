/**
 * Connections to addresses that users name: webhooks, imports. Such an address is refused where it
 * leads into the network that the server stands in, unless the administrator allows it; what was
 * checked is what is connected to, and every answer has a limit of time and of bytes.
 */
@NullMarked
package dev.fairlead.outbound;

import org.jspecify.annotations.NullMarked;
