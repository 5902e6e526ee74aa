/** Calls that wait for people to agree: sealed, decided on, released or refused. */
@NullMarked
package dev.tollgate.hold;

import org.jspecify.annotations.NullMarked;
