/** The one decision on rate, concurrency and budget. */
@NullMarked
package dev.tollgate.domain.admission;

import org.jspecify.annotations.NullMarked;
