/** The commands and the description of the API that the documents show, on a running gate. */
@NullMarked
package dev.tollgate.local.gateway.documents;

import org.jspecify.annotations.NullMarked;
