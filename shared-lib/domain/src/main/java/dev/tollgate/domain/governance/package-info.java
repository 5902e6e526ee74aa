/** What an organisation has set, made ready to decide with. */
@NullMarked
package dev.tollgate.domain.governance;

import org.jspecify.annotations.NullMarked;
