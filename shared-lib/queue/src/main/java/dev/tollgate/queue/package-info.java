/** Deliveries over SQS. */
@NullMarked
package dev.tollgate.queue;

import org.jspecify.annotations.NullMarked;
