/** Policies, limits and the governance status of an agent. */
@NullMarked
package dev.tollgate.governance;

import org.jspecify.annotations.NullMarked;
