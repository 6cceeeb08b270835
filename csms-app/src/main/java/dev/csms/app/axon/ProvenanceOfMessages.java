package dev.csms.app.axon;

import dev.csms.domain.Provenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Hands on from a message to those that it leads to who caused it and by what. */
final class ProvenanceOfMessages implements CorrelationDataProvider {

    private static final List<String> HANDED_ON = List.of(
            Provenance.CHARGE_POINT,
            Provenance.SESSION,
            Provenance.MESSAGE_ID,
            Provenance.ACTION,
            Provenance.TOKEN,
            Provenance.REMOTE_ADDRESS,
            Provenance.OPERATION_NAME);

    private final String node;

    ProvenanceOfMessages(String node) {
        this.node = node;
    }

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        MetaData cause = message.getMetaData();
        Map<String, Object> provenance = HashMap.newHashMap(11);
        for (String key : HANDED_ON) {
            Object value = cause.get(key);
            if (value != null) {
                provenance.put(key, value);
            }
        }
        provenance.put(Provenance.ACTOR, cause.getOrDefault(Provenance.ACTOR, Provenance.SYSTEM));
        provenance.put(Provenance.NODE, node);
        provenance.put(
                Provenance.CORRELATION_ID, cause.getOrDefault(Provenance.CORRELATION_ID, message.getIdentifier()));
        provenance.put(Provenance.CAUSATION_ID, message.getIdentifier());
        return provenance;
    }
}
