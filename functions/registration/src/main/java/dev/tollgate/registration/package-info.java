/** Register, change and remove external agents and webhooks. */
@NullMarked
package dev.tollgate.registration;

import org.jspecify.annotations.NullMarked;
