/** The levers that stop calls at once. */
@NullMarked
package dev.tollgate.domain.control;

import org.jspecify.annotations.NullMarked;
