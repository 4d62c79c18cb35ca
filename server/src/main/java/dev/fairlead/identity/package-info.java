/** Users, groups, tokens, sessions and permissions. */
@NullMarked
package dev.fairlead.identity;

import org.jspecify.annotations.NullMarked;
