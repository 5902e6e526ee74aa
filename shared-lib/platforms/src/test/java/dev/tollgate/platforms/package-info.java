@NullMarked
package dev.tollgate.platforms;

import org.jspecify.annotations.NullMarked;
