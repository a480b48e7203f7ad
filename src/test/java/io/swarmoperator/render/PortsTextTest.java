package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.swarmoperator.api.SwarmService;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PORTS column of {@code docker service ls}. */
class PortsTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                    | ''
          {target: 80, published: 8080}                                         | *:8080->80/tcp
          {target: 80}                                                          | *:80->80/tcp
          {target: 80, published: 8080, mode: host}                             | ''
          {target: 80, published: 8080}, {target: 81, published: 8081}          | *:8080-8081->80-81/tcp
          {target: 81, published: 8081}, {target: 80, published: 8080}          | *:8080-8081->80-81/tcp
          {target: 80, published: 8080}, {target: 80, published: 8081}          | *:8080-8081->80/tcp
          {target: 80, published: 8080}, {target: 80, published: 8082}          | *:8080->80/tcp, *:8082->80/tcp
          {target: 80, published: 8080}, {target: 90, published: 8081}          | *:8080->80/tcp, *:8081->90/tcp
          {target: 53, published: 53, protocol: udp}, {target: 53, published: 53} | *:53->53/tcp, *:53->53/udp
          """)
  void readsAsDockersColumn(String ports, String text) {
    assertThat(of("ports: [" + ports.replace("{}", "") + "]", Optional.empty())).isEqualTo(text);
  }

  @Test
  void aPortThatTheClusterChoseIsReadOffTheService() {
    Service ingress =
        new ServiceBuilder()
            .withNewSpec()
            .addNewPort()
            .withPort(80)
            .withProtocol("TCP")
            .withNodePort(31234)
            .endPort()
            .endSpec()
            .build();
    String endpoint = "serviceType: NodePort, ports: [{target: 80}]";
    assertThat(of(endpoint, Optional.of(ingress))).isEqualTo("*:31234->80/tcp");
    assertThat(of(endpoint, Optional.empty())).isEqualTo("*:80->80/tcp");
  }

  private static String of(String endpoint, Optional<Service> ingress) {
    SwarmService service = Fixtures.ping("template: {image: a}\nendpoint: {" + endpoint + "}");
    return PortsText.of(service.getSpec().getEndpoint(), ingress);
  }
}
