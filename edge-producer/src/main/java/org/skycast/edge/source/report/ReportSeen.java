package org.skycast.edge.source.report;

import java.util.stream.Collectors;
import org.skycast.edge.source.SourceCheck;
import org.skycast.nowcast.observe.Variable;

/** What a check says of a report that came. */
public final class ReportSeen {

    private ReportSeen() {}

    private static String lacking(ReportReader.Read read) {
        return read.unreadable() == 0
                ? ""
                : read.unreadable() == 1
                        ? "; one value is missing, for it is no number"
                        : "; %d values are missing, for they are no numbers".formatted(read.unreadable());
    }

    /** @param what the beginning of the sentence */
    public static SourceCheck of(String what, ReportReader.Outcome outcome) {
        if (outcome instanceof ReportReader.Read read) {
            String values = read.values().entrySet().stream()
                    .map(value -> "%s %.4g %s"
                            .formatted(
                                    value.getKey().cfName(),
                                    value.getValue(),
                                    value.getKey().units()))
                    .collect(Collectors.joining(", "));
            String rain =
                    read.totals().containsKey(Variable.RAIN) && !read.values().containsKey(Variable.RAIN)
                            ? "; rain counts from the next report on"
                            : "";
            return new SourceCheck.Ok("%s of %s: %s%s%s."
                    .formatted(what, read.at(), values.isEmpty() ? "no value" : values, rain, lacking(read)));
        }
        return new SourceCheck.Failed(
                "%s that is of no use: %s".formatted(what, ((ReportReader.Refused) outcome).reason()));
    }
}
