/** The backing servers, started and stopped by handle. */
@NullMarked
package dev.tollgate.local.servers;

import org.jspecify.annotations.NullMarked;
