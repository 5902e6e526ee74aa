/** The audit read, exported and proved. */
@NullMarked
package dev.tollgate.audit;

import org.jspecify.annotations.NullMarked;
