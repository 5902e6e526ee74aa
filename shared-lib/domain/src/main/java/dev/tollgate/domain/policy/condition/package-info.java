/** The questions a policy asks about a request, each answered yes, no, undecided or failed. */
@NullMarked
package dev.tollgate.domain.policy.condition;

import org.jspecify.annotations.NullMarked;
