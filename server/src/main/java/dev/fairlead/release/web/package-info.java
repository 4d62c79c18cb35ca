/** Releases for browsers, scripts and Maven. */
@NullMarked
package dev.fairlead.release.web;

import org.jspecify.annotations.NullMarked;
