/** Networks on ONNX Runtime, with memory that is allocated once. */
@NullMarked
package org.skycast.inference.onnx;

import org.jspecify.annotations.NullMarked;
