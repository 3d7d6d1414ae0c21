package org.skycast.records;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.skycast.avro.ExpertWeights;
import org.skycast.nowcast.feature.Feature;
import org.skycast.nowcast.forecast.Learnt;

/** What a station had taught, between a forecast and the log. */
final class LearntRecords {

    private LearntRecords() {}

    static org.skycast.avro.Learnt toAvro(Learnt learnt) {
        return new org.skycast.avro.Learnt(
                learnt.from(),
                learnt.days(),
                learnt.cases(),
                learnt.weights().stream().map(LearntRecords::toAvro).toList());
    }

    private static ExpertWeights toAvro(Learnt.Weights weights) {
        return new ExpertWeights(
                weights.feature().cfName(),
                LeadRecords.minutes(weights.leads()),
                of(weights, 0),
                of(weights, 1),
                of(weights, 2),
                of(weights, 3));
    }

    private static List<Float> of(Learnt.Weights weights, int expert) {
        return weights.byLead().stream().map(shares -> shares.get(expert)).toList();
    }

    static Learnt toDomain(org.skycast.avro.Learnt record) {
        return new Learnt(
                record.getFrom(),
                record.getDays(),
                record.getCases(),
                record.getWeights().stream()
                        .flatMap(weights -> toDomain(weights).stream())
                        .toList());
    }

    private static Optional<Learnt.Weights> toDomain(ExpertWeights weights) {
        return Feature.named(weights.getName())
                .map(feature -> new Learnt.Weights(
                        feature,
                        LeadRecords.leads(weights.getLeadMinutes()),
                        IntStream.range(0, weights.getLeadMinutes().size())
                                .mapToObj(lead -> List.of(
                                        weights.getPersistence().get(lead),
                                        weights.getRecentDays().get(lead),
                                        weights.getBundle().get(lead),
                                        weights.getAdapted().get(lead)))
                                .toList()));
    }
}
