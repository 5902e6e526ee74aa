/** Tests of what people have to agree to. */
@NullMarked
package dev.tollgate.domain.approval;

import org.jspecify.annotations.NullMarked;
