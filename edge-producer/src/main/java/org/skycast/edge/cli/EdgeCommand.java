package org.skycast.edge.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.skycast.edge.EdgeConfig;
import org.skycast.edge.Pace;
import org.skycast.edge.status.Versions;
import org.skycast.schemas.ClientProperties;
import org.skycast.settings.PrivateFiles;
import org.skycast.settings.SettingsText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code skycast edge}: sends a station's frames and readings, and tells how that goes. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        versionProvider = EdgeCommand.Version.class,
        description = "Sends stations' frames and readings to the broker, and keeps them on disk until it has them.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            ParkedCommand.class,
            IdentityCommand.class,
            VersionCommand.class
        })
public final class EdgeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The stations and their sources, in YAML.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private RunOptions run = new RunOptions();

    /** Runs, as {@code edge run} does. */
    @Override
    public Integer call() throws InterruptedException {
        return run.run(settings(spec.commandLine()));
    }

    /**
     * The settings that are named.
     *
     * @param asking the command that needs them
     * @throws ParameterException if none are
     */
    EdgeConfig settings(CommandLine asking) {
        Path file =
                config.orElseThrow(() -> new ParameterException(asking, "Missing required option: '--config=FILE'"));
        EdgeConfig settings = EdgeConfig.read(file, System.getenv());
        boolean secrets = SettingsText.of(settings, new ClientProperties()::shown)
                .toString()
                .contains(SettingsText.SECRET);
        if (secrets) {
            PrivateFiles.warning(file).ifPresent(LOG::warn);
        }
        return settings;
    }

    /**
     * The pace that {@code --speed} names.
     *
     * @throws IllegalArgumentException if it is neither {@code max} nor a positive number
     */
    public static Pace pace(String speed, InstantSource clock) {
        return RunOptions.pace(speed, clock);
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            Versions running = Versions.running();
            return new String[] {
                "Skycast edge " + running.skycast(),
                "Java %s, %s, %s".formatted(running.java(), running.os().strip(), running.architecture())
            };
        }
    }
}
