package org.skycast.inference;

/** A network could not be asked, for the process ends, and ONNX Runtime with it: neither the network nor what it was given is at fault. */
public final class ProcessEndsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProcessEndsException(Throwable cause) {
        super("The process ends, and ONNX Runtime with it; nothing is forecast any more.", cause);
    }
}
