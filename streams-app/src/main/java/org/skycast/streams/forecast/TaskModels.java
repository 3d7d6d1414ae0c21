package org.skycast.streams.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.forecast.Deployments;
import org.skycast.nowcast.forecast.Deployments.Deployment;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.Forecaster.Model;
import org.skycast.nowcast.forecast.Reach;
import org.skycast.nowcast.learn.TaughtForecaster;
import org.skycast.streams.model.ModelChoice;
import org.skycast.streams.model.ModelSource;
import org.skycast.streams.model.SkyEmbedder;

/** The models that one task has open: few, the longest unused is closed first. For one thread. */
final class TaskModels implements AutoCloseable {

    /** A champion before and after a switch, each of two groups of stations. */
    private static final int OPEN_AT_MOST = 4;

    /** The key of the model that holds where none was deployed. */
    private static final String OTHERWISE = "";

    private static final Reach UNTIL_A_MODEL_IS_KNOWN = new Reach(Duration.ofDays(1), Duration.ofHours(1));

    private final ModelChoice choice;
    private final Map<String, Optional<ModelSource>> sources = new TreeMap<>();
    private final LinkedHashMap<String, OpenModel> open = new LinkedHashMap<>(8, 0.75f, true);

    TaskModels(ModelChoice choice) {
        this.choice = choice;
    }

    private record OpenModel(Forecaster forecaster, TaughtForecaster station, Optional<SkyEmbedder> skies) {}

    /** The forecaster for a station's slot, if a model holds there. */
    Optional<TaughtForecaster> at(Deployments deployments, String station, Instant slotStart) {
        return key(deployments, station, slotStart).map(key -> model(key).station());
    }

    /** Which model that is. */
    Optional<Model> modelAt(Deployments deployments, String station, Instant slotStart) {
        return key(deployments, station, slotStart)
                .map(key -> model(key).forecaster().model());
    }

    /** What the models that hold for a station, now or announced for later, read: their histories must be kept. */
    List<FeatureSpec> wanted(Deployments deployments, String station, Instant slotStart) {
        List<FeatureSpec> wanted = new ArrayList<>();
        keys(deployments, station, slotStart)
                .forEach(key -> source(key).map(ModelSource::featureSpec).ifPresent(wanted::add));
        return wanted;
    }

    /** How far back a station is to be remembered for all of them. */
    Reach remembers(Deployments deployments, String station, Instant slotStart) {
        return keys(deployments, station, slotStart).stream()
                .map(key -> model(key).forecaster().remembers())
                .reduce(Reach::and)
                .orElse(UNTIL_A_MODEL_IS_KNOWN);
    }

    /** The encoder of this digest, of a model that is wanted. */
    Optional<SkyEmbedder> skies(Deployments deployments, String station, Instant slotStart, String encoderSha256) {
        for (String key : keys(deployments, station, slotStart)) {
            if (source(key)
                    .filter(s -> s.featureSpec().encoderSha256().equals(encoderSha256))
                    .isPresent()) {
                OpenModel model = model(key);
                SkyEmbedder skies = model.skies()
                        .orElseGet(() -> source(key).orElseThrow().skies().get());
                open.put(key, new OpenModel(model.forecaster(), model.station(), Optional.of(skies)));
                return Optional.of(skies);
            }
        }
        return Optional.empty();
    }

    private Optional<String> key(Deployments deployments, String station, Instant slotStart) {
        if (choice instanceof ModelChoice.Deployed by) {
            Optional<String> deployed =
                    deployments.at(by.role(), station, slotStart).map(Deployment::bundleSha256);
            return deployed.or(() -> by.otherwise().map(model -> OTHERWISE));
        }
        return Optional.of(OTHERWISE);
    }

    private List<String> keys(Deployments deployments, String station, Instant slotStart) {
        List<String> keys =
                new ArrayList<>(key(deployments, station, slotStart).stream().toList());
        deployments.known().stream()
                .filter(d -> d.fromSlot().isAfter(slotStart) && d.concerns(station) && !d.endsRole())
                .map(Deployment::bundleSha256)
                .filter(sha256 -> !keys.contains(sha256))
                .forEach(keys::add);
        return keys;
    }

    private OpenModel model(String key) {
        OpenModel known = open.get(key);
        if (known != null) {
            return known;
        }
        Forecaster forecaster = source(key)
                .orElseThrow(() -> new IllegalStateException(
                        "The deployed bundle %s is no longer published; publish it again.".formatted(key)))
                .forecaster()
                .get();
        var opened = new OpenModel(forecaster, new TaughtForecaster(forecaster), Optional.empty());
        open.put(key, opened);
        while (open.size() > OPEN_AT_MOST) {
            var eldest = open.entrySet().iterator();
            close(eldest.next().getValue());
            eldest.remove();
        }
        return opened;
    }

    /** What was found is kept: a bundle does not change, its name is its digest. */
    private Optional<ModelSource> source(String key) {
        Optional<ModelSource> known = sources.getOrDefault(key, Optional.empty());
        if (known.isPresent()) {
            return known;
        }
        Optional<ModelSource> found = choice instanceof ModelChoice.Fixed fixed
                ? Optional.of(fixed.model())
                : deployed((ModelChoice.Deployed) choice, key);
        sources.put(key, found);
        return found;
    }

    private static Optional<ModelSource> deployed(ModelChoice.Deployed by, String key) {
        return key.equals(OTHERWISE) ? by.otherwise() : by.published().apply(key);
    }

    private static void close(OpenModel model) {
        model.skies().ifPresent(SkyEmbedder::close);
        if (model.forecaster() instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The forecaster could not free what it held.", e);
            }
        }
    }

    @Override
    public void close() {
        open.values().forEach(TaskModels::close);
        open.clear();
    }
}
