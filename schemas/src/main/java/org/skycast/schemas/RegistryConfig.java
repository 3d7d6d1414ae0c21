package org.skycast.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Confluent's configuration keys, as far as they are honoured here; other keys are left alone. */
public final class RegistryConfig extends AbstractConfig {

    public static final String URL = "schema.registry.url";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";
    public static final String SPECIFIC = "specific.avro.reader";
    public static final String VALUE_TYPE = "specific.avro.value.type";
    public static final String KEY_TYPE = "specific.avro.key.type";
    public static final String KEY_STRATEGY = "key.subject.name.strategy";
    public static final String VALUE_STRATEGY = "value.subject.name.strategy";
    public static final String CACHE = "max.schemas.per.subject";
    public static final String NORMALIZE = "normalize.schemas";
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String OLD_USER_INFO = "schema.registry.basic.auth.user.info";
    public static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    public static final String BEARER_TOKEN = "bearer.auth.token";
    public static final String MAX_RETRIES = "max.retries";
    public static final String RETRY_WAIT = "retries.wait.ms";
    public static final String RETRY_MAX_WAIT = "retries.max.wait.ms";
    public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    public static final String READ_TIMEOUT = "http.read.timeout.ms";
    private static final String SSL_PREFIX = "schema.registry.";

    static final ConfigDef KEYS = new ConfigDef()
            .define(URL, Type.LIST, Importance.HIGH, "Where the registry is; several are tried in turn.")
            .define(AUTO_REGISTER, Type.BOOLEAN, true, Importance.MEDIUM, "Whether a new schema is registered.")
            .define(
                    USE_LATEST,
                    Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "Whether to write with the subject's newest schema.")
            .define(SPECIFIC, Type.BOOLEAN, false, Importance.MEDIUM, "Whether to read into generated classes.")
            .define(VALUE_TYPE, Type.CLASS, null, Importance.LOW, "The generated class that values are read into.")
            .define(KEY_TYPE, Type.CLASS, null, Importance.LOW, "The generated class that keys are read into.")
            .define(KEY_STRATEGY, Type.STRING, "TopicNameStrategy", Importance.LOW, "How a key's subject is named.")
            .define(VALUE_STRATEGY, Type.STRING, "TopicNameStrategy", Importance.LOW, "How a value's subject is named.")
            .define(CACHE, Type.INT, 1000, ConfigDef.Range.atLeast(1), Importance.LOW, "How many schemas are kept.")
            .define(NORMALIZE, Type.BOOLEAN, false, Importance.LOW, "Whether the registry normalizes schemas.")
            .define(CREDENTIALS_SOURCE, Type.STRING, "URL", Importance.MEDIUM, "URL, USER_INFO or SASL_INHERIT.")
            .define(USER_INFO, Type.PASSWORD, "", Importance.MEDIUM, "user:password.")
            .define(OLD_USER_INFO, Type.PASSWORD, "", Importance.LOW, "The older name of " + USER_INFO + ".")
            .define(BEARER_SOURCE, Type.STRING, "", Importance.LOW, "STATIC_TOKEN, or empty.")
            .define(BEARER_TOKEN, Type.PASSWORD, "", Importance.LOW, "The token of STATIC_TOKEN.")
            .define(MAX_RETRIES, Type.INT, 3, ConfigDef.Range.atLeast(0), Importance.LOW, "Tries after the first.")
            .define(RETRY_WAIT, Type.LONG, 1000L, ConfigDef.Range.atLeast(0), Importance.LOW, "The first pause.")
            .define(RETRY_MAX_WAIT, Type.LONG, 20000L, ConfigDef.Range.atLeast(0), Importance.LOW, "The longest pause.")
            .define(CONNECT_TIMEOUT, Type.LONG, 10000L, ConfigDef.Range.atLeast(1), Importance.LOW, "To connect.")
            .define(READ_TIMEOUT, Type.LONG, 10000L, ConfigDef.Range.atLeast(1), Importance.LOW, "To answer.");

    /** @throws org.apache.kafka.common.config.ConfigException if a key is missing or has an unusable value */
    public RegistryConfig(Map<String, ?> properties) {
        super(KEYS, properties, false);
    }

    /** The TLS settings for the registry, by Kafka's own names and with Kafka's defaults; empty where none is set. */
    Map<String, ?> ssl() {
        Map<String, Object> ssl = new HashMap<>();
        originalsWithPrefix(SSL_PREFIX).forEach((key, value) -> {
            if (key.startsWith("ssl.")) {
                ssl.put(key, value);
            }
        });
        return ssl.isEmpty() ? ssl : new AbstractConfig(new ConfigDef().withClientSslSupport(), ssl, false).values();
    }

    /** {@code user:password}, or empty. */
    String userInfo() {
        String user = getPassword(USER_INFO).value();
        return user.isEmpty() ? getPassword(OLD_USER_INFO).value() : user;
    }
}
