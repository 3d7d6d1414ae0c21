package org.skycast.edge.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whether the operating system holds its clock to be synchronized, as systemd or chrony tells. */
final class NtpState {

    private NtpState() {}

    /** Empty where neither can be asked, as in a container. */
    static Optional<Boolean> of(Shell shell, Duration limit) {
        Optional<Boolean> systemd = shell.ask(
                        limit, List.of("timedatectl", "show", "--property=NTPSynchronized", "--value"))
                .map(String::strip)
                .filter(answer -> answer.equals("yes") || answer.equals("no"))
                .map("yes"::equals);
        return systemd.or(() -> shell.ask(limit, List.of("chronyc", "tracking"))
                .filter(answer -> answer.contains("Leap status"))
                .map(answer -> !answer.contains("Not synchronised")));
    }
}
