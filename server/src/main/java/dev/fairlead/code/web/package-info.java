/** Git over HTTP, the REST interface and the pages of repositories. */
@NullMarked
package dev.fairlead.code.web;

import org.jspecify.annotations.NullMarked;
