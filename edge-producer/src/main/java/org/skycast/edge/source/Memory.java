package org.skycast.edge.source;

/** What the spool remembers of what a source gave, so that nothing is taken twice. */
public enum Memory {
    /** The last item: the source gives its items in an order that it can go on from. */
    LAST,
    /** Each item: they come in any order. */
    EACH
}
