package dev.csms.app.pki;

import dev.csms.app.CsmsSettings.Pki.RsaSignature;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Locale;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The two kinds of keys that charge points have (security whitepaper A00.FR.501). */
enum KeyKind {
    EC("EC", new ECGenParameterSpec("secp256r1"), new ECGenParameterSpec("secp256r1")),
    RSA(
            "RSA",
            new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4),
            new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    private final String algorithm;
    private final AlgorithmParameterSpec ofAuthorities;
    private final AlgorithmParameterSpec ofServers;

    KeyKind(String algorithm, AlgorithmParameterSpec ofAuthorities, AlgorithmParameterSpec ofServers) {
        this.algorithm = algorithm;
        this.ofAuthorities = ofAuthorities;
        this.ofServers = ofServers;
    }

    /** As it is called in tables and paths. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static KeyKind of(PublicKey key) {
        return key.getAlgorithm().equals(EC.algorithm) ? EC : RSA;
    }

    KeyPair newAuthorityKey() {
        return generate(ofAuthorities);
    }

    KeyPair newServerKey() {
        return generate(ofServers);
    }

    private KeyPair generate(AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("every Java makes " + algorithm + " keys", e);
        }
    }

    PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    ContentSigner signer(PrivateKey key, RsaSignature rsaSignature) {
        try {
            if (this == EC) {
                return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
            }
            return switch (rsaSignature) {
                case PSS -> new PssSigner(key);
                case PKCS1 -> new JcaContentSignerBuilder("SHA256withRSA").build(key);
            };
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java signs with " + algorithm, e);
        }
    }
}
