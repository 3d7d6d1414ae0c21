package org.skycast.edge.source;

/** A source that gives when it has something, on a thread of its own. */
public interface LiveSource extends Checked {

    /** What the spool is to remember of it. */
    default Memory memory() {
        return Memory.LAST;
    }

    /** Begins after {@code item}, the last that was taken before a restart; called before it runs, if there was one. */
    void resumeAfter(String item);

    /**
     * Gives to {@code sink} until its thread is interrupted. Where it cannot go on it throws, and is run again a while
     * later.
     *
     * @throws Exception in one sentence, what is wrong and what to do
     */
    void run(SampleSink sink) throws Exception;
}
