/** What happens in the gate, and who is told of it. */
@NullMarked
package dev.tollgate.domain.event;

import org.jspecify.annotations.NullMarked;
