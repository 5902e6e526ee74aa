/** The audit outside its table: as JSON and CSV, in S3, and proved from files. */
@NullMarked
package dev.tollgate.archive;

import org.jspecify.annotations.NullMarked;
