package org.skycast.inference.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.skycast.nowcast.feature.FeatureSpec;
import org.skycast.nowcast.feature.FeatureTensor;
import org.skycast.nowcast.forecast.ForecastSpec;

/** The names and shapes of a forecaster's tensors, for a batch of one. */
final class ForecasterTensors {

    static final String QUANTILES = "quantiles";
    static final String EVENTS = "events";

    private ForecasterTensors() {}

    /** The inputs, named and ordered as the feature spec has them. */
    static Map<String, List<Long>> inputs(FeatureSpec featureSpec, ForecastSpec forecastSpec) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (FeatureTensor tensor : featureSpec.tensors(forecastSpec.leads())) {
            List<Long> shape = new ArrayList<>(List.of(1L));
            tensor.shape().forEach(length -> shape.add(length.longValue()));
            shapes.put(tensor.name(), shape);
        }
        return shapes;
    }

    /** The outputs. */
    static Map<String, List<Long>> outputs(ForecastSpec forecastSpec) {
        long leads = forecastSpec.leads().size();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put(QUANTILES, List.of(1L, (long) forecastSpec.targets().size(), leads, (long)
                forecastSpec.quantileLevels().size()));
        shapes.put(EVENTS, List.of(1L, (long) forecastSpec.events().size(), leads));
        return shapes;
    }
}
