/** Who calls, on whose behalf, and what they may do. */
@NullMarked
package dev.tollgate.domain.identity;

import org.jspecify.annotations.NullMarked;
