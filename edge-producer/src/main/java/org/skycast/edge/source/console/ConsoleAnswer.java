package org.skycast.edge.source.console;

import org.skycast.edge.source.console.Receive.Protocol;
import org.skycast.edge.source.report.ReportIntake;

/**
 * What a console is answered.
 *
 * @param status of HTTP; anything but 200 has it send the report again or complain
 * @param text one plain sentence, or what the protocol asks for
 */
record ConsoleAnswer(int status, String text) {

    /** What became of a report. */
    static ConsoleAnswer to(ReportIntake.Outcome outcome, Protocol protocol) {
        if (outcome instanceof ReportIntake.Refused refused) {
            return new ConsoleAnswer(400, refused.reason());
        }
        return new ConsoleAnswer(200, protocol == Protocol.wunderground ? "success" : "");
    }

    static ConsoleAnswer notKept() {
        return new ConsoleAnswer(503, "The report cannot be kept now; send it again.");
    }

    static ConsoleAnswer stranger() {
        return new ConsoleAnswer(401, "The station's id or password does not fit.");
    }

    static ConsoleAnswer wrongMethod(String right) {
        return new ConsoleAnswer(405, "Send the report by %s.".formatted(right));
    }

    static ConsoleAnswer wrongPath(String right) {
        return new ConsoleAnswer(404, "Reports go to %s.".formatted(right));
    }

    static ConsoleAnswer tooLarge(int most) {
        return new ConsoleAnswer(413, "A report has at most %d bytes.".formatted(most));
    }
}
