/**
 * The story that {@code ./fairlead demo} tells: it starts a server, a small cluster behind a real
 * HAProxy and a steady load, and takes changes from their issue to production through the same REST
 * paths and git that everybody uses. {@link dev.fairlead.demo.Story} is the story; the rest is its
 * stage. The bench plays on the same stage.
 */
@NullMarked
package dev.fairlead.demo;

import org.jspecify.annotations.NullMarked;
