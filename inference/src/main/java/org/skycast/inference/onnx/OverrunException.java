package org.skycast.inference.onnx;

import org.skycast.inference.BundleException;

/** A network did not come to an end in time; the message is one plain sentence. */
public final class OverrunException extends BundleException {

    private static final long serialVersionUID = 1L;

    OverrunException(String message) {
        super(message);
    }
}
