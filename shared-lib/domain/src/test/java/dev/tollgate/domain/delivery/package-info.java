/** Tests of calls that are carried out later. */
@NullMarked
package dev.tollgate.domain.delivery;

import org.jspecify.annotations.NullMarked;
