/**
 * The read side: the present table, built from the published topics, as metrics, HTTP and the live
 * page. It never reads a store.
 */
@NullMarked
package io.omnipulse.engine.serve;

import org.jspecify.annotations.NullMarked;
