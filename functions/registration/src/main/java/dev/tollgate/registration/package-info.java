/** Register, change and remove external agents. */
@NullMarked
package dev.tollgate.registration;

import org.jspecify.annotations.NullMarked;
