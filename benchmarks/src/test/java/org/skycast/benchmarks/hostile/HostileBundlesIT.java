package org.skycast.benchmarks.hostile;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skycast.inference.bundle.ModelBundle;
import org.skycast.inference.golden.GoldenCases;

class HostileBundlesIT {

    @TempDir
    Path folder;

    /** Else it would be refused before it is deployed, and nothing would be seen of the loop. */
    @Test
    void theBundleThatDoesNotEndProvesItself() throws IOException {
        var wire = new Wire(Map.of("schema.registry.url", "mock://bundles"));
        var bundles = new HostileBundles(Path.of("..", "models", "skycast"), wire, "a");
        for (Map.Entry<String, byte[]> file : bundles.endless().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        assertThatCode(() -> GoldenCases.prove(ModelBundle.load(folder))).doesNotThrowAnyException();
    }
}
