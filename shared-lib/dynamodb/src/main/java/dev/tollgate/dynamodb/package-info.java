/** The durable ports on DynamoDB. */
@NullMarked
package dev.tollgate.dynamodb;

import org.jspecify.annotations.NullMarked;
