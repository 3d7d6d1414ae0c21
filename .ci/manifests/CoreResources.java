import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads Kubernetes' own resources out of files of manifests into the classes of their API: a field that is none, and a value of another
 * type, is a sentence and ends it with 1. Resources of other groups are passed over; what must be there, and what texts may be, is not
 * looked at.
 */
public class CoreResources {

    private static final String MODEL = "io.fabric8.kubernetes.api.model.";
    private static final Map<String, String> PACKAGES = Map.of(
            "v1", MODEL,
            "apps/v1", MODEL + "apps.",
            "policy/v1", MODEL + "policy.v1.",
            "networking.k8s.io/v1", MODEL + "networking.v1.",
            "monitoring.coreos.com/v1", "io.fabric8.openshift.api.model.monitoring.v1.");

    /** The classes keep fields that they do not know; here these are errors. */
    private static class KnownFields extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    public static void main(String[] files) throws IOException {
        int read = 0;
        int faults = 0;
        ObjectMapper strict = strict();
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        for (String file : files) {
            for (JsonNode resource : yaml.readerFor(JsonNode.class).<JsonNode>readValues(Path.of(file).toFile()).readAll()) {
                String group = resource.path("apiVersion").asText();
                if (resource.isEmpty() || group.startsWith("kafka.strimzi.io/")) {
                    continue;
                }
                read++;
                String name = resource.path("kind").asText() + " " + resource.at("/metadata/name").asText();
                try {
                    strict.treeToValue(resource, Class.forName(PACKAGES.get(group) + resource.path("kind").asText()));
                } catch (JsonProcessingException e) {
                    faults++;
                    System.out.printf("%s: %s: %s: %s%n", Path.of(file).getFileName(), name, where(e), e.getOriginalMessage());
                } catch (ClassNotFoundException e) {
                    faults++;
                    System.out.printf("%s: %s: %s has no such kind%n", Path.of(file).getFileName(), name, group);
                }
            }
        }
        System.out.printf("%d resources of Kubernetes' own read, %d faults%n", read, faults);
        System.exit(faults == 0 && read > 0 ? 0 : 1);
    }

    /** The fields that lead to it. */
    private static String where(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
    }

    private static ObjectMapper strict() {
        ObjectMapper mapper = JsonMapper.builder()
                .annotationIntrospector(new KnownFields())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        for (CoercionInputShape shape :
                new CoercionInputShape[] {CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean}) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
