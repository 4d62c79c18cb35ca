/**
 * The REST contract of Stash (Bitbucket Server), which tools that teams run already speak: they go
 * on by changing an address. It has no truth of its own: what it is asked for, it asks the modules
 * before it, with their checks. Publishes nothing.
 */
@NullMarked
package dev.fairlead.stash;

import org.jspecify.annotations.NullMarked;
