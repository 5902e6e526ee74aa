/** Secrets and personal data: found in text, and masked. */
@NullMarked
package dev.tollgate.domain.redaction;

import org.jspecify.annotations.NullMarked;
