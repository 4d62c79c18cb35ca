/** The pages and the REST interface of projects and issues. */
@NullMarked
package dev.fairlead.issue.web;

import org.jspecify.annotations.NullMarked;
