/**
 * Attribute-based access control: policies, how several of them combine, and why a decision came
 * out as it did.
 */
@NullMarked
package dev.tollgate.domain.policy;

import org.jspecify.annotations.NullMarked;
