package org.skycast.inference;

import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.time.Instant;
import org.skycast.nowcast.forecast.FeatureSpec;
import org.skycast.nowcast.forecast.Features;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.station.Site;

/** The bundle's forecaster. For one thread at a time; closing frees its native memory. */
public final class OnnxForecaster implements Forecaster, AutoCloseable {

    private final Pinned network;
    private final Model model;
    private final FeatureSpec features;
    private final ForecastSpec says;

    OnnxForecaster(OrtSession session, Model model, FeatureSpec features, ForecastSpec says) {
        this.network = new Pinned(session, Tensors.inputs(features, says), Tensors.outputs(says));
        this.model = model;
        this.features = features;
        this.says = says;
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public FeatureSpec features() {
        return features;
    }

    @Override
    public ForecastSpec says() {
        return says;
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        return predict(Features.of(features, says.leads(), site, history.byStart(), reference));
    }

    /** The prediction from these inputs. */
    Prediction predict(Features inputs) {
        network.buffer("history").put(0, inputs.history());
        network.buffer("history_mask").put(0, inputs.historyMask());
        network.buffer("sun").put(0, inputs.sun());
        network.buffer("calendar").put(0, inputs.calendar());
        network.buffer("sky").put(0, inputs.sky());
        network.buffer("sky_mask").put(0, inputs.skyMask());
        network.buffer("sky_age").put(0, inputs.skyAge());
        network.run();
        return new Prediction(quantiles(network.buffer(Tensors.QUANTILES)), events(network.buffer(Tensors.EVENTS)));
    }

    private float[][][] quantiles(FloatBuffer from) {
        int levels = says.quantileLevels().size();
        var quantiles = new float[says.targets().size()][says.leads().size()][levels];
        int at = 0;
        for (float[][] target : quantiles) {
            for (float[] lead : target) {
                from.get(at, lead);
                at += levels;
            }
        }
        return quantiles;
    }

    private float[][] events(FloatBuffer from) {
        int leads = says.leads().size();
        var probabilities = new float[says.events().size()][leads];
        for (int i = 0; i < probabilities.length; i++) {
            from.get(i * leads, probabilities[i]);
        }
        return probabilities;
    }

    @Override
    public void close() {
        network.close();
    }
}
