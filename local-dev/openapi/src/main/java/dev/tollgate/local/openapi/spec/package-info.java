/** The parts of an OpenAPI 3.1 document: schemas, parameters, answers, refusals, operations. */
@NullMarked
package dev.tollgate.local.openapi.spec;

import org.jspecify.annotations.NullMarked;
