/** Lines that end in this process: clients run on them before a snapshot is taken. */
@NullMarked
package dev.tollgate.rehearsal;

import org.jspecify.annotations.NullMarked;
