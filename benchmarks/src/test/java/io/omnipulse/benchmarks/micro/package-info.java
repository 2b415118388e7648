@NullMarked
package io.omnipulse.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
