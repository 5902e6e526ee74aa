/** Who is calling. */
@NullMarked
package dev.tollgate.authorizer;

import org.jspecify.annotations.NullMarked;
