/** What API keys and access tokens look like, and how they are checked. */
@NullMarked
package dev.tollgate.identity;

import org.jspecify.annotations.NullMarked;
