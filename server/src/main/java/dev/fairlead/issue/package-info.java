/** Projects and their issues: epics, sub-tasks, status, comments. */
@NullMarked
package dev.fairlead.issue;

import org.jspecify.annotations.NullMarked;
