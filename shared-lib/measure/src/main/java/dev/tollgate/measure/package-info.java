/** Metrics that all functions count together, and their text for Prometheus. */
@NullMarked
package dev.tollgate.measure;

import org.jspecify.annotations.NullMarked;
