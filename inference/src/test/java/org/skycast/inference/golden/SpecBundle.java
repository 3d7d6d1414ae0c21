package org.skycast.inference.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.skycast.inference.bundle.BundleCopy;
import org.skycast.inference.bundle.ModelBundle;

/** A copy of the small bundle of a spec, whose golden cases may be changed. */
final class SpecBundle {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BundleCopy copy;

    SpecBundle(String spec, Path folder) throws Exception {
        copy = BundleCopy.ofSpec(spec, folder.resolve("copy"));
    }

    BundleCopy copy() {
        return copy;
    }

    Path directory() {
        return copy.directory();
    }

    List<String> complaintsAfter(Consumer<JsonNode> change) throws Exception {
        JsonNode golden = JSON.readTree(copy.read("golden.json"));
        change.accept(golden);
        copy.write("golden.json", JSON.writeValueAsBytes(golden));
        return GoldenCases.of(ModelBundle.load(copy.directory())).complaints();
    }

    /** A number of a tensor of the features that differs is told by the tensor's name. */
    void tells(String key, String name) throws Exception {
        assertThat(complaintsAfter(golden -> {
                    var values = (ArrayNode) golden.at("/features/1/" + key);
                    values.set(3, values.get(3).asDouble() + 5);
                }))
                .singleElement()
                .asString()
                .contains("of the features gives the " + name + " with ")
                .contains(" at 3, but ");
    }

    /** The forecaster says something else of other numbers. */
    void reads(String... keys) throws Exception {
        assertThat(complaintsAfter(golden -> {
                    for (String key : keys) {
                        var values = (ArrayNode) golden.at("/forecaster/0/" + key);
                        for (int i = 0; i < values.size(); i++) {
                            values.set(i, values.get(i).asDouble() == 0 ? 1 : 0);
                        }
                    }
                }))
                .isNotEmpty()
                .allSatisfy(complaint -> assertThat(complaint).startsWith("the forecaster's case '"));
    }
}
