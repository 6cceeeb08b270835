package dev.csms.app.pki;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** RSASSA-PSS with SHA-256, under the name by which the JDK knows it; BouncyCastle asks for others. */
final class PssSigner implements ContentSigner {

    private static final String NAME = "RSASSA-PSS";
    private static final PSSParameterSpec TERMS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final PrivateKey key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    PssSigner(PrivateKey key) {
        this.key = key;
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(NAME);
            parameters.init(TERMS);
            return new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_RSASSA_PSS, ASN1Primitive.fromByteArray(parameters.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java knows " + NAME, e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        return content;
    }

    @Override
    public byte[] getSignature() {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.setParameter(TERMS);
            signature.initSign(key);
            signature.update(content.toByteArray());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with " + NAME, e);
        }
    }
}
