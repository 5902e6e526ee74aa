/** Measures admission on the local servers. */
@NullMarked
package dev.tollgate.local.benchmark;

import org.jspecify.annotations.NullMarked;
