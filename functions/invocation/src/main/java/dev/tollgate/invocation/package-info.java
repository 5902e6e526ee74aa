/** Invoke an agent through the gate, and read the record of it. */
@NullMarked
package dev.tollgate.invocation;

import org.jspecify.annotations.NullMarked;
