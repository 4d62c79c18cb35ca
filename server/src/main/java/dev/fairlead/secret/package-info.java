/**
 * Values encrypted at rest, for modules that must use a secret again and cannot keep a hash of it.
 * The key stands outside the database and outside every backup, so that neither gives them away.
 */
@NullMarked
package dev.fairlead.secret;

import org.jspecify.annotations.NullMarked;
