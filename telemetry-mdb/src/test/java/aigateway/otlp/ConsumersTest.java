package aigateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import aigateway.delivery.Broker;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter is told, since it takes much of what it does not understand for something else and says nothing. */
class ConsumersTest {

    @ParameterizedTest
    @ValueSource(classes = {StoreBean.class, ExportBean.class})
    void topicIsNamedAsTheBrokerNamesIt(Class<?> bean) {
        assertThat(settings(bean))
                .containsEntry("destination", Broker.ADDRESS)
                .containsEntry("useJNDI", "false")
                .doesNotContainKey("destinationLookup");
    }

    @ParameterizedTest
    @ValueSource(classes = {StoreBean.class, ExportBean.class})
    void subscriptionIsDurable(Class<?> bean) {
        assertThat(settings(bean))
                .containsEntry("subscriptionDurability", "Durable")
                .containsEntry("clientId", Broker.CLIENT)
                .containsKey("subscriptionName");
    }

    /** Whoever publishes subscribes for them, under these names. */
    @Test
    void subscriptionsAreNamedAsThePublisherNamesThem() {
        assertThat(settings(StoreBean.class)).containsEntry("subscriptionName", Broker.STORE);
        assertThat(settings(ExportBean.class)).containsEntry("subscriptionName", Broker.EXPORT);
    }

    private static Map<String, String> settings(Class<?> bean) {
        return Arrays.stream(bean.getAnnotation(MessageDriven.class).activationConfig())
                .collect(Collectors.toMap(
                        ActivationConfigProperty::propertyName, ActivationConfigProperty::propertyValue));
    }
}
