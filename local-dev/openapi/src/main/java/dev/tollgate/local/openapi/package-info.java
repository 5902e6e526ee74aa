/** What every route of the gate takes and gives, as an OpenAPI 3.1 document. */
@NullMarked
package dev.tollgate.local.openapi;

import org.jspecify.annotations.NullMarked;
