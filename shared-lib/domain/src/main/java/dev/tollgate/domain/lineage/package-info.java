/** The record of every invocation. */
@NullMarked
package dev.tollgate.domain.lineage;

import org.jspecify.annotations.NullMarked;
