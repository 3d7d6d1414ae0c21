package org.skycast.inference.forecast;

import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.skycast.inference.BundleException;
import org.skycast.inference.onnx.PinnedSession;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.Features;
import org.skycast.nowcast.feature.TrainingStatistics;
import org.skycast.nowcast.forecast.ForecastSpec;
import org.skycast.nowcast.forecast.Forecaster;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.station.Site;

/** The bundle's forecaster. For one thread at a time; closing frees its native memory. */
public final class OnnxForecaster implements Forecaster, AutoCloseable {

    private final PinnedSession network;
    private final Model model;
    private final FeatureSpec featureSpec;
    private final ForecastSpec forecastSpec;
    private final TrainingStatistics training;

    private OnnxForecaster(
            PinnedSession network,
            Model model,
            FeatureSpec featureSpec,
            ForecastSpec forecastSpec,
            TrainingStatistics training) {
        this.network = network;
        this.model = model;
        this.featureSpec = featureSpec;
        this.forecastSpec = forecastSpec;
        this.training = training;
    }

    /**
     * Opens a network.
     *
     * @param where its file, for people
     * @param network the file's bytes
     * @throws BundleException if it is none, or its tensors are not those of the specs
     */
    public static OnnxForecaster open(
            String where,
            byte[] network,
            Model model,
            FeatureSpec featureSpec,
            ForecastSpec forecastSpec,
            TrainingStatistics training) {
        Map<String, List<Long>> inputs = ForecasterTensors.inputs(featureSpec, forecastSpec);
        Map<String, List<Long>> outputs = ForecasterTensors.outputs(forecastSpec);
        return new OnnxForecaster(
                PinnedSession.open(where, network, inputs, outputs), model, featureSpec, forecastSpec, training);
    }

    @Override
    public Model model() {
        return model;
    }

    @Override
    public FeatureSpec featureSpec() {
        return featureSpec;
    }

    @Override
    public ForecastSpec forecastSpec() {
        return forecastSpec;
    }

    @Override
    public TrainingStatistics training() {
        return training;
    }

    @Override
    public Prediction predict(Site site, History history, Instant reference) {
        return predict(Features.of(featureSpec, forecastSpec.leads(), site, history.byStart(), reference));
    }

    /** The prediction from these inputs. */
    public Prediction predict(Features inputs) {
        inputs.tensors().forEach((name, values) -> network.buffer(name).put(0, values));
        network.run();
        return new Prediction(
                quantiles(network.buffer(ForecasterTensors.QUANTILES)),
                events(network.buffer(ForecasterTensors.EVENTS)));
    }

    private float[][][] quantiles(FloatBuffer from) {
        int levels = forecastSpec.quantileLevels().size();
        var quantiles =
                new float[forecastSpec.targets().size()][forecastSpec.leads().size()][levels];
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
        int leads = forecastSpec.leads().size();
        var probabilities = new float[forecastSpec.events().size()][leads];
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
