/** The pages of builds and their REST resources. */
@NullMarked
package dev.fairlead.build.web;

import org.jspecify.annotations.NullMarked;
