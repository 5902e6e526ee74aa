/** Sign in, API keys, health. */
@NullMarked
package dev.tollgate.admin;

import org.jspecify.annotations.NullMarked;
