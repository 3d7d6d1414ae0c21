package org.skycast.cli.stations;

import picocli.CommandLine.Command;

/** {@code skycast stations}: registrations that an administrator signs, for stations that write only as themselves. */
@Command(
        name = "stations",
        mixinStandardHelpOptions = true,
        description =
                "Shows the registered stations; registers stations that sign, rotates and revokes their keys, and makes admission keys.",
        subcommands = {
            RegisterCommand.class,
            RotateCommand.class,
            RevokeCommand.class,
            ListStationsCommand.class,
            AdmissionKeyCommand.class
        })
public final class StationsCommand {}
