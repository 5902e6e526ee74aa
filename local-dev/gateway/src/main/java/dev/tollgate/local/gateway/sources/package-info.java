/** What calls functions without a caller waiting: queues and schedules. */
@NullMarked
package dev.tollgate.local.gateway.sources;

import org.jspecify.annotations.NullMarked;
