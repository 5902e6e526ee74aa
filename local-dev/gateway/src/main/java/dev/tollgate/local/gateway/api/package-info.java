/** API Gateway on one machine: HTTP on one side, events of payload format 2.0 on the other. */
@NullMarked
package dev.tollgate.local.gateway.api;

import org.jspecify.annotations.NullMarked;
