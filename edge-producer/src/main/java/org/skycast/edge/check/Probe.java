package org.skycast.edge.check;

import java.time.Duration;

/** Looks at one thing that an edge needs. It changes nothing that outlasts it. */
public interface Probe {

    /** What is looked at, such as {@code disk}. */
    String subject();

    /**
     * Looks. May throw; the message then stands for a failure. Called on a thread of its own, which is interrupted after
     * {@code limit}.
     *
     * @throws Exception in one sentence, what is wrong and what to do
     */
    CheckFinding look(Duration limit) throws Exception;
}
