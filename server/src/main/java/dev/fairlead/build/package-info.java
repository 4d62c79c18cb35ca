/** Plans from fairlead.yml, a plan branch per branch, builds, tests, artifacts. */
@NullMarked
package dev.fairlead.build;

import org.jspecify.annotations.NullMarked;
