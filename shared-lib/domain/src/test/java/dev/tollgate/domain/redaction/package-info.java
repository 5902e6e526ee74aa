/** Tests of what is masked and what is not. */
@NullMarked
package dev.tollgate.domain.redaction;

import org.jspecify.annotations.NullMarked;
