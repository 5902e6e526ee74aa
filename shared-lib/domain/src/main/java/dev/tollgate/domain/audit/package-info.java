/** The record of every decision and administrative act. */
@NullMarked
package dev.tollgate.domain.audit;

import org.jspecify.annotations.NullMarked;
