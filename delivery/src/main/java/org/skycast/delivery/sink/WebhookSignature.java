package org.skycast.delivery.sink;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.skycast.settings.SettingsException;

/**
 * Headers by which a receiver knows who sent a message and when, as Standard Webhooks has them: HMAC-SHA256 over id, time
 * and body, by each of the secrets, so that one can be changed for another without a gap.
 */
record WebhookSignature(List<byte[]> keys) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;

    /** @param secrets each {@code whsec_} and at least 24 bytes in Base64 */
    static WebhookSignature by(List<String> secrets) {
        return new WebhookSignature(secrets.stream().map(WebhookSignature::key).toList());
    }

    private static byte[] key(String secret) {
        String text = secret.strip();
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
            if (key.length >= LEAST) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // It is told below, without the secret.
        }
        throw new SettingsException(
                "A webhook's secret is whsec_ and at least %d bytes in Base64; make one with: echo whsec_$(head -c 32 /dev/urandom | base64)"
                        .formatted(LEAST));
    }

    /** The three headers. */
    Map<String, String> headers(String id, Instant now, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        String signed = id + "." + now.getEpochSecond() + "." + body;
        if (!keys.isEmpty()) {
            headers.put(
                    "webhook-signature",
                    keys.stream().map(key -> "v1," + mac(key, signed)).collect(Collectors.joining(" ")));
        }
        return headers;
    }

    private static String mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
