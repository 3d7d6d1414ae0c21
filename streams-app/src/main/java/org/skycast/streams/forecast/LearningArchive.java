package org.skycast.streams.forecast;

import org.skycast.nowcast.learn.Learning;

/** What was in force at stations, as the log has it. One task uses one, from one thread. */
public interface LearningArchive extends Learning.RecordedLearning, AutoCloseable {

    @Override
    void close();
}
