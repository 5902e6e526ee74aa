/** In-memory twins of the ports, for unit tests, and the contracts both sides keep. */
@NullMarked
package dev.tollgate.testing;

import org.jspecify.annotations.NullMarked;
