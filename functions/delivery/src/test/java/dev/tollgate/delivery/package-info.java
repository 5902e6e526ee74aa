/** Tests of queued calls. */
@NullMarked
package dev.tollgate.delivery;

import org.jspecify.annotations.NullMarked;
