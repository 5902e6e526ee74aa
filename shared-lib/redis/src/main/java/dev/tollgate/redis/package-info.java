/** Admission and the pace of deliveries on Redis. */
@NullMarked
package dev.tollgate.redis;

import org.jspecify.annotations.NullMarked;
