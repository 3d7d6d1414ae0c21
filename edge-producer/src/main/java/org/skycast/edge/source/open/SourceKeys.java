package org.skycast.edge.source.open;

/** Every key that a group of settings of a source may have. */
interface SourceKeys<S> {

    /**
     * The settings that they mean.
     *
     * @throws IllegalArgumentException if they mean none or more than one, or one does not fit
     */
    S settings();
}
