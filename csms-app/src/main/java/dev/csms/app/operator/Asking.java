package dev.csms.app.operator;

import dev.csms.app.operator.OperationRequests.OperationOptions;
import dev.csms.domain.operation.IdempotencyKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By which mutation, and how, somebody asks for an operation. Methods of controllers that take one get it from the
 * field that they answer.
 *
 * @param key by which asking again is no second operation; absent unless the caller gave one
 */
record Asking(
        String mutation, OperationOptions options, @Nullable IdempotencyKey key) {

    /** One that nobody repeats. */
    static Asking once(String mutation, OperationOptions options) {
        return new Asking(mutation, options, null);
    }

    Asking with(OperationOptions others) {
        return new Asking(mutation, others, key);
    }

    Optional<IdempotencyKey> repeatable() {
        return Optional.ofNullable(key);
    }

    /** Id of a batch: asked for again, it is the same one. */
    String batchId() {
        return repeatable()
                .map(it -> ByteBuffer.wrap(sha256(String.join("\n", it.caller(), it.mutation(), it.key()))))
                .map(hash -> new UUID(hash.getLong(), hash.getLong()))
                .orElseGet(UUID::randomUUID)
                .toString();
    }

    static String digest(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
