/** Tests of calls that leave the gate, against destinations on 127.0.0.1. */
@NullMarked
package dev.tollgate.outbound;

import org.jspecify.annotations.NullMarked;
