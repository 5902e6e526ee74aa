/** What all functions count together. */
@NullMarked
package dev.tollgate.domain.measure;

import org.jspecify.annotations.NullMarked;
