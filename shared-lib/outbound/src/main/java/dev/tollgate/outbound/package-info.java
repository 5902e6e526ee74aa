/** Calls that leave the gate. */
@NullMarked
package dev.tollgate.outbound;

import org.jspecify.annotations.NullMarked;
