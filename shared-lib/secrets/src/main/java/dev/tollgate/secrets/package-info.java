/** Credentials of agents, and secrets of the gate itself, in AWS Secrets Manager. */
@NullMarked
package dev.tollgate.secrets;

import org.jspecify.annotations.NullMarked;
