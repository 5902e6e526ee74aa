/** The whole gateway on one machine: starts it, seeds it and tells its story. */
@NullMarked
package dev.tollgate.local.gateway;

import org.jspecify.annotations.NullMarked;
