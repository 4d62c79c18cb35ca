/** The frame of every page, shared fragments, the look. */
@NullMarked
package dev.fairlead.web;

import org.jspecify.annotations.NullMarked;
