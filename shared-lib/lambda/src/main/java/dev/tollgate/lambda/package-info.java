/** The HTTP edge of every function: parse, run, answer. */
@NullMarked
package dev.tollgate.lambda;

import org.jspecify.annotations.NullMarked;
