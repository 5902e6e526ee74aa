/** Calls that are carried out later: their orders, attempts, retries and final state. */
@NullMarked
package dev.tollgate.domain.delivery;

import org.jspecify.annotations.NullMarked;
