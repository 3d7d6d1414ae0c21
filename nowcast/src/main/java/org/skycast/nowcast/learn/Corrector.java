package org.skycast.nowcast.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Correction;
import org.skycast.nowcast.forecast.Learnt;
import org.skycast.nowcast.forecast.Prediction;
import org.skycast.nowcast.forecast.StationForecaster.Draft;
import org.skycast.nowcast.learn.Lessons.Form;
import org.skycast.nowcast.observe.Observation;

/** Makes of one draft, by what is in force, what is issued. */
final class Corrector {

    private final Form form;
    private final Familiarity familiarity;
    private final Draft draft;
    private final InForce inForce;
    private final List<Optional<Outlooks>> outlooks;

    /** @param outlooks of the draft, by target */
    Corrector(Form form, Familiarity familiarity, Draft draft, InForce inForce, List<Optional<Outlooks>> outlooks) {
        this.form = form;
        this.familiarity = familiarity;
        this.outlooks = outlooks;
        this.draft = draft;
        this.inForce = inForce;
    }

    /** The forecast that is issued: the experts' mean. */
    Correction issued() {
        var made = new Made(Experts::issued);
        return new Correction(
                made.prediction(),
                Optional.of(draft.said()),
                Optional.of(new Learnt(
                        inForce.snapshot().from(),
                        inForce.snapshot().days(),
                        inForce.snapshot().cases(),
                        made.weights)),
                familiarity.unfamiliar(draft.newest().observation().site(), made.newest),
                made.cut);
    }

    /** The model as the station has corrected it, before it is weighed against the other experts. */
    Prediction adapted() {
        return new Made((experts, terms) -> experts.adapted()).prediction();
    }

    /** Whose quantiles are taken. */
    private interface Voice {
        double[] of(Experts experts, Terms terms);
    }

    private final class Made {

        private final Voice voice;
        private final float[][][] quantiles = copy(draft.said().quantiles());
        private final List<Learnt.Weights> weights = new ArrayList<>();
        private final Map<Feature, Double> newest = new EnumMap<>(Feature.class);
        private final Map<Feature, Integer> cut = new EnumMap<>(Feature.class);

        Made(Voice voice) {
            this.voice = voice;
            for (int i = 0; i < quantiles.length; i++) {
                int target = i;
                outlooks.get(i).ifPresent(known -> correct(target, known));
            }
            coolDewPoint();
        }

        Prediction prediction() {
            return new Prediction(quantiles, probabilities());
        }

        private void correct(int target, Outlooks known) {
            newest.put(form.feature(target), known.newest().value());
            List<Duration> leads = form.spec().leads();
            int cuts = 0;
            for (int i = 0; i < leads.size(); i++) {
                Optional<Outlook> outlook = known.at(i, leads.get(i));
                if (outlook.isPresent()) {
                    Terms terms = inForce.terms(target, place(i, known.age()));
                    double[] said = voice.of(Experts.of(form.levels(), terms, outlook.get()), terms);
                    cuts += bound(target, leads.get(i), known, said);
                    quantiles[target][i] = floats(said);
                }
            }
            cut.merge(form.feature(target), cuts, Integer::sum);
            weights.add(new Learnt.Weights(form.feature(target), form.anchors().leads(), shares(target)));
        }

        /** Moves quantiles to what the station tells, and to what can be; gives how many it cut. */
        private int bound(int target, Duration lead, Outlooks known, double[] said) {
            inForce.lessons()
                    .variable(target)
                    .resolution()
                    .settle(said, form.levels().median());
            Feature feature = form.feature(target);
            PhysicalBounds.Range range = feature == Feature.GHI
                    ? irradiance(lead)
                    : PhysicalBounds.of(feature, known.newest().value());
            return range.cut(said);
        }

        private PhysicalBounds.Range irradiance(Duration lead) {
            Observation observation = draft.newest().observation();
            Instant middle = Slots.middle(draft.reference().plus(lead), observation.slot());
            return PhysicalBounds.irradiance(observation.site(), middle);
        }

        /** Dew points are at most the temperature, quantile by quantile. */
        private void coolDewPoint() {
            int dew = target(Feature.DEW_POINT);
            int air = target(Feature.AIR_TEMPERATURE);
            if (dew < 0 || air < 0) {
                return;
            }
            int cuts = 0;
            for (int lead = 0; lead < quantiles[dew].length; lead++) {
                for (int i = 0; i < quantiles[dew][lead].length; i++) {
                    boolean above = quantiles[dew][lead][i] > quantiles[air][lead][i];
                    quantiles[dew][lead][i] = above ? quantiles[air][lead][i] : quantiles[dew][lead][i];
                    cuts += above ? 1 : 0;
                }
            }
            cut.merge(Feature.DEW_POINT, cuts, Integer::sum);
        }

        /** The place of a target that the station has measured; -1 where there is none. */
        private int target(Feature feature) {
            for (int i = 0; i < quantiles.length; i++) {
                if (form.feature(i) == feature && newest.containsKey(feature)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** After an outage the newest value is as far from what is forecast as if the lead were that much longer. */
    private Anchors.Place place(int lead, Duration age) {
        return age.compareTo(Teaching.FRESH) > 0
                ? form.anchors().of(form.spec().leads().get(lead).plus(age))
                : form.places().get(lead);
    }

    private float[][] probabilities() {
        float[][] said = draft.said().probabilities();
        float[][] corrected = new float[said.length][];
        for (int event = 0; event < said.length; event++) {
            corrected[event] = said[event].clone();
            for (int i = 0; i < said[event].length; i++) {
                if (Float.isFinite(said[event][i])) {
                    corrected[event][i] =
                            (float) corrected(event, form.spec().leads().get(i), said[event][i]);
                }
            }
        }
        return corrected;
    }

    private double corrected(int event, Duration lead, double probability) {
        Anchors.Place place = form.anchors().of(lead);
        double below = inForce.lessons().event(form, event, place.below()).correct(probability);
        if (place.share() == 0) {
            return below;
        }
        double above = inForce.lessons().event(form, event, place.below() + 1).correct(probability);
        return below + place.share() * (above - below);
    }

    private List<List<Float>> shares(int target) {
        List<List<Float>> shares = new ArrayList<>();
        for (int anchor = 0; anchor < form.anchors().count(); anchor++) {
            Terms terms = inForce.terms(target, anchor);
            List<Float> of = new ArrayList<>();
            for (int expert = 0; expert < Experts.COUNT; expert++) {
                of.add((float) terms.share(expert));
            }
            shares.add(List.copyOf(of));
        }
        return shares;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static float[][][] copy(float[][][] quantiles) {
        float[][][] copy = new float[quantiles.length][][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = quantiles[i].clone();
        }
        return copy;
    }
}
