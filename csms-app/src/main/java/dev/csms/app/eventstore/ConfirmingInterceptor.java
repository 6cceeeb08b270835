package dev.csms.app.eventstore;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** A command that fails because of what it saw has decided too: a stale copy is no reason to fail. */
public final class ConfirmingInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final DecisionCheck check;

    public ConfirmingInterceptor(Appender appender) {
        this.check = appender;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> command, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (Exception e) {
            Consultation consultation = Consultation.current();
            if (consultation != null) {
                consultation.confirmWith(check);
            }
            throw e;
        }
    }
}
