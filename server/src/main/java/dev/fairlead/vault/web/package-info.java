/** The pages and the REST interface of named secrets. */
@NullMarked
package dev.fairlead.vault.web;

import org.jspecify.annotations.NullMarked;
