/** The platforms: how a message looks there, how it is sent, and what their answers mean. */
@NullMarked
package dev.tollgate.platforms;

import org.jspecify.annotations.NullMarked;
