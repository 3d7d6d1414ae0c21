package org.skycast.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A station's registration as an administrator signs it: the record as it always is, and two headers. The one holds the
 * station's keys, as JSON; the other a byte 1, the first eight bytes of the sha256 of the administrator's key, and the
 * Ed25519 signature over topic, key, value and the first header.
 */
public final class SignedRegistration {

    static final byte VERSION = 1;

    private static final int KEY = PublicKeys.SHORT;
    private static final byte[] CONTEXT = "skycast registration 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private SignedRegistration() {}

    /** The headers to send a registration with. */
    public static Headers headers(
            SecretKey administrator, String topic, String key, byte[] value, StationIdentity keys) {
        byte[] statement = write(keys);
        byte[] signature = administrator.sign(message(topic, key, value, statement));
        byte[] signed = ByteBuffer.allocate(1 + KEY + Ed25519.SIGNATURE)
                .put(VERSION)
                .put(HexFormat.of().parseHex(PublicKeys.shortKey(administrator.fingerprint())))
                .put(signature)
                .array();
        return new RecordHeaders()
                .add(IdentityHeaders.REGISTRATION, statement)
                .add(IdentityHeaders.ADMINISTRATOR, signed);
    }

    /**
     * The keys that a registration gives its station.
     *
     * @throws NotAuthenticException if no administrator signed it, or not this
     */
    static StationIdentity read(Administrators trusted, String topic, String key, byte[] value, Headers headers)
            throws NotAuthenticException {
        byte[] statement = IdentityHeaders.value(headers, IdentityHeaders.REGISTRATION)
                .orElseThrow(
                        () -> new NotAuthenticException(
                                "The registration names no key of the station; have an administrator sign it with skycast stations."));
        byte[] signed = IdentityHeaders.value(headers, IdentityHeaders.ADMINISTRATOR)
                .filter(bytes -> bytes.length == 1 + KEY + Ed25519.SIGNATURE && bytes[0] == VERSION)
                .orElseThrow(
                        () -> new NotAuthenticException(
                                "The registration has no administrator's signature that can be read; have it signed with skycast stations."));
        String name = HexFormat.of().formatHex(signed, 1, 1 + KEY);
        byte[] signature = Arrays.copyOfRange(signed, 1 + KEY, signed.length);
        if (!trusted.signed(name, message(topic, key, value, statement), signature)) {
            throw new NotAuthenticException(
                    trusted.knows(name)
                            ? "The registration's signature with the administrator's key %s does not fit it: it was changed, or is another's."
                                    .formatted(name)
                            : "The registration is signed with the key %s, which is none of the administrators'."
                                    .formatted(name));
        }
        return statement(statement);
    }

    /** What the header says that holds the keys. */
    static StationIdentity statement(byte[] json) throws NotAuthenticException {
        try {
            StationIdentity identity = JSON.readValue(json, StationIdentity.class);
            identity.requireSound();
            return identity;
        } catch (IOException | IllegalArgumentException e) {
            throw new NotAuthenticException("The registration's keys cannot be read: %s.".formatted(sentence(e)));
        }
    }

    private static String sentence(Exception failure) {
        return failure instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(failure.getMessage());
    }

    private static byte[] write(StationIdentity keys) {
        try {
            return JSON.writeValueAsBytes(keys);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] message(String topic, String key, byte[] value, byte[] statement) {
        MessageDigest sha256 = Ed25519.sha256();
        RecordSignature.name(sha256::update, topic);
        RecordSignature.name(sha256::update, key);
        sha256.update(ByteBuffer.allocate(4).putInt(value.length).array());
        sha256.update(value);
        byte[] digest = sha256.digest(statement);
        return ByteBuffer.allocate(CONTEXT.length + digest.length)
                .put(CONTEXT)
                .put(digest)
                .array();
    }
}
