/** An SQS server in a JVM of its own. */
@NullMarked
package dev.tollgate.local.elasticmq;

import org.jspecify.annotations.NullMarked;
