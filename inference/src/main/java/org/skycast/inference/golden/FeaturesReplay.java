package org.skycast.inference.golden;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.golden.GoldenFile.OfFeatures;
import org.skycast.nowcast.feature.FeatureTensor;
import org.skycast.nowcast.feature.Features;
import org.skycast.nowcast.feature.PastSlot;
import org.skycast.nowcast.forecast.History;
import org.skycast.nowcast.observe.Observation;
import org.skycast.nowcast.observe.Slot;
import org.skycast.nowcast.observe.Summary;
import org.skycast.nowcast.observe.Variable;

/** Slots that the training made up, to tensors by this code. */
final class FeaturesReplay {

    private final ModelBundle bundle;

    FeaturesReplay(ModelBundle bundle) {
        this.bundle = bundle;
    }

    /** A clause for each tensor that is not as the training made it. */
    List<String> complaints(OfFeatures test) {
        List<String> complaints = new ArrayList<>();
        String name = "the case '%s' of the features ".formatted(test.name());
        try {
            Features made = Features.of(
                    bundle.featureSpec(),
                    bundle.forecastSpec().leads(),
                    test.site(),
                    history(test).byStart(),
                    Instant.parse(test.referenceTime()));
            for (FeatureTensor tensor : GoldenFile.tensors(bundle)) {
                Optional.ofNullable(test.tensors().get(GoldenFile.key(tensor)))
                        .flatMap(wanted -> Agreement.compare(
                                name + "gives the " + tensor.name(),
                                made.tensor(tensor.name()),
                                wanted,
                                test.tolerance()))
                        .ifPresent(complaints::add);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            complaints.add(name + "cannot be replayed (%s)".formatted(e.getMessage()));
        }
        return complaints;
    }

    private History history(OfFeatures test) {
        List<PastSlot> slots = new ArrayList<>();
        for (GoldenFile.MeanSlot slot : test.slots()) {
            Map<Variable, Summary> variables = new EnumMap<>(Variable.class);
            slot.means()
                    .forEach((name, mean) -> variables.put(
                            Variable.named(name)
                                    .orElseThrow(() -> new IllegalArgumentException("no variable is named " + name)),
                            new Summary(mean, 0, 0, 1, Set.of())));
            var when =
                    new Slot(Instant.parse(slot.start()), bundle.featureSpec().slotLength());
            slots.add(PastSlot.of(new Observation(
                    "golden", test.site(), when, 0, variables, Optional.empty(), Optional.empty(), List.of())));
        }
        return new History(slots);
    }
}
