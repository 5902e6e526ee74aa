/** What is done on a schedule: interrupted calls settled, budgets reconciled. */
@NullMarked
package dev.tollgate.maintenance;

import org.jspecify.annotations.NullMarked;
