package org.skycast.schemas;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;

/** The Authorization header that the configuration asks for. */
final class Authorization {

    private static final Pattern JAAS = Pattern.compile("username=\"([^\"]*)\".*password=\"([^\"]*)\"", Pattern.DOTALL);

    private Authorization() {}

    /** @throws ConfigException if the source of credentials is unknown or lacks them */
    static Optional<String> header(RegistryConfig config, URI url) {
        if ("STATIC_TOKEN".equals(config.getString(RegistryConfig.BEARER_SOURCE))) {
            return Optional.of(
                    "Bearer " + config.getPassword(RegistryConfig.BEARER_TOKEN).value());
        }
        String source = config.getString(RegistryConfig.CREDENTIALS_SOURCE).toUpperCase(Locale.ROOT);
        return switch (source) {
            case "URL" -> Optional.ofNullable(url.getUserInfo()).map(Authorization::basic);
            case "USER_INFO" -> Optional.of(basic(required(config.userInfo())));
            case "SASL_INHERIT" -> Optional.of(basic(inherited(config)));
            default ->
                throw new ConfigException(
                        RegistryConfig.CREDENTIALS_SOURCE, source, "Use URL, USER_INFO or SASL_INHERIT.");
        };
    }

    private static String required(String userInfo) {
        if (userInfo.isEmpty()) {
            throw new ConfigException("%s is USER_INFO, but %s is empty; set it to user:password."
                    .formatted(RegistryConfig.CREDENTIALS_SOURCE, RegistryConfig.USER_INFO));
        }
        return userInfo;
    }

    private static String inherited(RegistryConfig config) {
        Object jaas = config.originals().get(SaslConfigs.SASL_JAAS_CONFIG);
        Matcher matcher = JAAS.matcher(jaas == null ? "" : jaas.toString());
        if (!matcher.find()) {
            throw new ConfigException("%s is SASL_INHERIT, but %s names no username and password."
                    .formatted(RegistryConfig.CREDENTIALS_SOURCE, SaslConfigs.SASL_JAAS_CONFIG));
        }
        return matcher.group(1) + ":" + matcher.group(2);
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
