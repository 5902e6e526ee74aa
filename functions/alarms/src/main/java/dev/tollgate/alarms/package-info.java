/** What is done when a CloudWatch alarm changes its state. */
@NullMarked
package dev.tollgate.alarms;

import org.jspecify.annotations.NullMarked;
