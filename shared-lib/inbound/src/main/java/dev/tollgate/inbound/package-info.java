/**
 * Requests that chat platforms send to the gate: verified over the raw bytes, then read, and
 * answered in the platform's own format.
 */
@NullMarked
package dev.tollgate.inbound;

import org.jspecify.annotations.NullMarked;
