/**
 * Calls that are carried out later: their orders, attempts, retries and final state; and how fast,
 * or whether at all, a destination is tried.
 */
@NullMarked
package dev.tollgate.domain.delivery;

import org.jspecify.annotations.NullMarked;
