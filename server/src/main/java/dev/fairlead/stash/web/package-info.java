/**
 * Stash's addresses below {@code /rest}, their pages ({@link dev.fairlead.stash.web.Page}) and
 * their form of errors. Bodies are read leniently: fields that are not known are passed over.
 */
@NullMarked
package dev.fairlead.stash.web;

import org.jspecify.annotations.NullMarked;
