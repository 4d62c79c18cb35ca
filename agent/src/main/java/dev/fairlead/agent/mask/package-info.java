/**
 * Keeps the secrets of a job out of all that its agent writes and sends: whatever passes is
 * searched for them in the forms in which programs write a text, and {@code ***} stands where one
 * was.
 */
@NullMarked
package dev.fairlead.agent.mask;

import org.jspecify.annotations.NullMarked;
