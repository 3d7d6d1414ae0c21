package org.skycast.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Issues tokens to clients that know the secret (RFC 6749, 4.4) and shows the key that they are signed with (RFC 7517). */
final class TokenIssuer implements AutoCloseable {

    static final String SECRET = "a secret of the test";

    private final HttpServer server;
    private final KeyPair keys;

    TokenIssuer() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::token);
        server.createContext("/keys", exchange -> send(exchange, 200, jwks()));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void token(HttpExchange exchange) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] client = new String(
                        Base64.getDecoder().decode(given.replaceFirst("Basic ", "")), StandardCharsets.UTF_8)
                .split(":", 2);
        if (client.length == 2 && client[1].equals(SECRET)) {
            send(
                    exchange,
                    200,
                    "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                            .formatted(signed(client[0])));
        } else {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
        }
    }

    private String signed(String subject) {
        long now = Instant.now().getEpochSecond();
        String payload = encode("{\"alg\":\"RS256\",\"kid\":\"of-the-test\"}") + "."
                + encode("{\"sub\":\"%s\",\"aud\":\"skycast\",\"iat\":%d,\"exp\":%d}"
                        .formatted(subject, now, now + 600));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(payload.getBytes(StandardCharsets.US_ASCII));
            return payload + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"of-the-test\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(encode(unsigned(key.getModulus())), encode(unsigned(key.getPublicExponent())));
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
