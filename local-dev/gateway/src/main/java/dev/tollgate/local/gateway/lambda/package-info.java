/** Lambda on one machine: functions are invoked with bytes and answer with bytes. */
@NullMarked
package dev.tollgate.local.gateway.lambda;

import org.jspecify.annotations.NullMarked;
