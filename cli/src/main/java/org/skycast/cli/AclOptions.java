package org.skycast.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.skycast.topics.access.Role;
import org.skycast.topics.access.RoleAcls;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose access control lists are meant. */
final class AclOptions {

    @Option(
            names = "--role",
            required = true,
            description = "What the principal is: edge, topology, alerts, dashboard, operator or consumer.")
    private String role = "";

    @Option(
            names = "--principal",
            required = true,
            paramLabel = "TYPE:NAME",
            description = "As the broker knows it, such as User:north, or User:CN=north of a certificate.")
    private String principal = "";

    @Option(
            names = "--application-id",
            defaultValue = "skycast",
            description = "The topology's applicationId (${DEFAULT-VALUE}).")
    private String application = "skycast";

    @Option(
            names = "--group",
            description =
                    "What the consumer groups of alerts, dashboard and consumer begin with (the role's name and -).")
    private String group = "";

    @Option(
            names = "--signed",
            description =
                    "Stations sign what they send: an edge may then not write registrations, which administrators sign.")
    private boolean signed;

    @Option(names = "--create", description = "Make them on the broker in place of printing them.")
    boolean create;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** @throws ParameterException if the role or the principal is none */
    RoleAcls acls() {
        Role known = Role.named(role)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no role '%s'; there are:%n%s"
                                .formatted(
                                        role,
                                        Arrays.stream(Role.values())
                                                .map(r -> "  %-10s %s".formatted(r, r.what()))
                                                .collect(Collectors.joining(System.lineSeparator())))));
        try {
            return new RoleAcls(known, principal, application, group.isEmpty() ? role + "-" : group, signed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
