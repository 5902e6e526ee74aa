/** The registered destinations and their governance settings. */
@NullMarked
package dev.tollgate.domain.agent;

import org.jspecify.annotations.NullMarked;
