/** Tests of the platforms, on receivers that behave as the platforms say they do. */
@NullMarked
package dev.tollgate.platforms;

import org.jspecify.annotations.NullMarked;
