/** An S3 server in a JVM of its own. */
@NullMarked
package dev.tollgate.local.s3;

import org.jspecify.annotations.NullMarked;
