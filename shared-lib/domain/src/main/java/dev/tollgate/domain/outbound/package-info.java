/**
 * How a governed call leaves the gate: where it may go, with which credentials, what came of it.
 */
@NullMarked
package dev.tollgate.domain.outbound;

import org.jspecify.annotations.NullMarked;
