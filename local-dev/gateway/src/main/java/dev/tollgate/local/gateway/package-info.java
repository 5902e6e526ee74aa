/** API Gateway, Lambda and the schedules on one machine. */
@NullMarked
package dev.tollgate.local.gateway;

import org.jspecify.annotations.NullMarked;
