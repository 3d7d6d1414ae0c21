package org.skycast.streams.forecast;

import java.util.Optional;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.learn.Learning;
import org.skycast.nowcast.learn.LearningStore;

/** How the stations of one task teach their models. For one thread. */
final class TaskLearning implements AutoCloseable {

    private final LearningChoice choice;
    private final Optional<StreamsLearningStore.Stores> stores;
    private Optional<LearningArchive> archive = Optional.empty();

    /** @param stores are there where stations teach here */
    TaskLearning(LearningChoice choice, Optional<StreamsLearningStore.Stores> stores) {
        this.choice = choice;
        this.stores = stores;
    }

    /** Of a station that a model forecasts; a built-in one is taught nothing. */
    Learning of(String station, Model model) {
        if (model.sha256().isEmpty()) {
            return Learning.none();
        }
        if (choice instanceof LearningChoice.Recorded recorded) {
            LearningArchive log = archive.orElseGet(recorded.open());
            archive = Optional.of(log);
            return new Learning.Recorded(log);
        }
        LearningStore store = stores.orElseThrow().of(station);
        boolean on = ((LearningChoice.Own) choice).stations().test(station);
        return on ? new Learning.Own(store) : new Learning.Off(store);
    }

    @Override
    public void close() {
        archive.ifPresent(LearningArchive::close);
    }
}
