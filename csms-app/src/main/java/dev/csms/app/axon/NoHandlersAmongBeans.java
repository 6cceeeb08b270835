package dev.csms.app.axon;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Keeps Axon from looking through every class of every bean for handlers at each start. What handles is registered by
 * name: the domain's handlers, the projections.
 */
@Component
final class NoHandlersAmongBeans implements BeanDefinitionRegistryPostProcessor, Ordered {

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        for (String lookup : new String[] {"messageHandlerLookup", "springAggregateLookup", "springSagaLookup"}) {
            if (registry.containsBeanDefinition(lookup)) {
                registry.removeBeanDefinition(lookup);
            }
        }
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {}

    /** Before the look-ups get their turn. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
