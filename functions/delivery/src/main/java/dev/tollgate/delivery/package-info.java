/** Queued calls: attempts, retries and the final state. */
@NullMarked
package dev.tollgate.delivery;

import org.jspecify.annotations.NullMarked;
