/** Held calls: listed, agreed to, refused, watched. */
@NullMarked
package dev.tollgate.approvals;

import org.jspecify.annotations.NullMarked;
