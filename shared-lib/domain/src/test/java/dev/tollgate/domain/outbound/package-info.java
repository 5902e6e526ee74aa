/** Tests of what leaves the gate. */
@NullMarked
package dev.tollgate.domain.outbound;

import org.jspecify.annotations.NullMarked;
