/** Calls that wait for people to agree. */
@NullMarked
package dev.tollgate.domain.approval;

import org.jspecify.annotations.NullMarked;
