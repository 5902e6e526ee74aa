/** Credentials in AWS Secrets Manager. */
@NullMarked
package dev.tollgate.secrets;

import org.jspecify.annotations.NullMarked;
