/** The adapters and the whole gate against LocalStack, where there is a Docker engine. */
@NullMarked
package dev.tollgate.local.localstack;

import org.jspecify.annotations.NullMarked;
