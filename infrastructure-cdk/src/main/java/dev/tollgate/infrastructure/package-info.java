/** The deployment on AWS, as an app of the AWS Cloud Development Kit. */
@NullMarked
package dev.tollgate.infrastructure;

import org.jspecify.annotations.NullMarked;
