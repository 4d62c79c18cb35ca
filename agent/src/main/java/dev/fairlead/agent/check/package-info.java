/**
 * Looks at what runs, from the agent: an answer over HTTP, a port, a number in Prometheus. Each
 * look is one question within a time and a size; who repeats it and for how long is the caller's
 * affair. What a look finds is told in words, cut and without control characters, for it comes from
 * elsewhere and goes onto pages.
 */
@NullMarked
package dev.fairlead.agent.check;

import org.jspecify.annotations.NullMarked;
