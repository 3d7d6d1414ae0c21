package org.skycast.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** A registry that speaks Confluent's REST API over HTTP. Thread-safe. */
final class HttpRegistry implements Registry {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryHttp http;
    private final boolean normalize;

    HttpRegistry(RegistryConfig config) {
        this.http = new RegistryHttp(config);
        this.normalize = config.getBoolean(RegistryConfig.NORMALIZE);
    }

    @Override
    public int register(String subject, Schema schema) {
        return http.send("POST", "/subjects/" + path(subject) + "/versions" + normalized(), body(schema))
                .path("id")
                .asInt();
    }

    @Override
    public int lookup(String subject, Schema schema) {
        return http.send("POST", "/subjects/" + path(subject) + normalized(), body(schema))
                .path("id")
                .asInt();
    }

    @Override
    public Registered latest(String subject) {
        JsonNode answer = http.send("GET", "/subjects/" + path(subject) + "/versions/latest", "");
        return new Registered(answer.path("id").asInt(), parse(answer));
    }

    @Override
    public Schema byId(int id) {
        return parse(http.send("GET", "/schemas/ids/" + id, ""));
    }

    @Override
    public List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        http.send("GET", "/subjects", "").forEach(subject -> subjects.add(subject.asText()));
        return subjects;
    }

    @Override
    public boolean accepts(String subject, Schema schema) {
        try {
            return http.send("POST", "/compatibility/subjects/" + path(subject) + "/versions/latest", body(schema))
                    .path("is_compatible")
                    .asBoolean();
        } catch (RegistryRefusal refusal) {
            if (refusal.code() / 100 == 404) {
                return true;
            }
            throw refusal;
        }
    }

    @Override
    public void require(String subject, String compatibility) {
        http.send("PUT", "/config/" + path(subject), write(Map.of("compatibility", compatibility)));
    }

    @Override
    public String location() {
        return http.location();
    }

    private String normalized() {
        return normalize ? "?normalize=true" : "";
    }

    private static String path(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String body(Schema schema) {
        return write(Map.of("schema", schema.toString()));
    }

    private static String write(Map<String, String> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Schema parse(JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryRefusal(
                    RegistryRefusal.UNREADABLE,
                    "The schema at %s is of type %s, not AVRO.".formatted(location(), type));
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new RegistryRefusal(
                    RegistryRefusal.UNREADABLE,
                    "The schema at %s cannot be read: %s.".formatted(location(), e.getMessage()));
        }
    }
}
