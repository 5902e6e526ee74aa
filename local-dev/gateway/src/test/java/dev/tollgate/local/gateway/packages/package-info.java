/** The functions' zips: what is in them, and that anybody builds the same. */
@NullMarked
package dev.tollgate.local.gateway.packages;

import org.jspecify.annotations.NullMarked;
