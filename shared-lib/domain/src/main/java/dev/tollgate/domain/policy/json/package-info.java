/** Policies as plain JSON trees: read strictly, with the place of a mistake, and written back. */
@NullMarked
package dev.tollgate.domain.policy.json;

import org.jspecify.annotations.NullMarked;
