@NullMarked
package dev.fairlead;

import org.jspecify.annotations.NullMarked;
