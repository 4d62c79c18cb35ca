/**
 * What a fairlead.yml says. Anybody may have written it: it is read within limits, and refused with
 * line, column and a sentence. The server reads it of every commit; who wrote it can have it read
 * on a machine of their own, with the same words.
 */
@NullMarked
package dev.fairlead.plan;

import org.jspecify.annotations.NullMarked;
