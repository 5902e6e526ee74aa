/** What every part of Tollgate speaks of: money, ids, pages. */
@NullMarked
package dev.tollgate.domain;

import org.jspecify.annotations.NullMarked;
