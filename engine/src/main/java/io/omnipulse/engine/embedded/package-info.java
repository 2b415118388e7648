/** A broker in this process, for the demo, for computing files, and for tests. */
@NullMarked
package io.omnipulse.engine.embedded;

import org.jspecify.annotations.NullMarked;
