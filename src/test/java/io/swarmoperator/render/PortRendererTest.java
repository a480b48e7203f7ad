package io.swarmoperator.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published leads to a port that the container has. */
class PortRendererTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {target: 80, published: 8080}                                                       | 8080 -> tcp-8080 = 80
          {target: 80}                                                                        | 80 -> tcp-80 = 80
          {target: 80, published: 8080}, {target: 80, published: 8081}                        | 8080 -> tcp-8080 = 80, 8081 -> 80 = 80
          {target: 80, published: 8080}, {target: 81, published: 8081}                        | 8080 -> tcp-8080 = 80, 8081 -> tcp-8081 = 81
          {target: 53, published: 53}, {target: 53, published: 53, protocol: udp}             | 53 -> tcp-53 = 53, 53 -> udp-53 = 53
          {target: 80, published: 8080}, {target: 80, published: 9090, mode: host}            | 8080 -> tcp-8080 = 80
          {target: 80, published: 9090, mode: host}, {target: 80, published: 8080}            | 8080 -> tcp-8080 = 80
          {target: 80, published: 9090, mode: host}, {target: 80, published: 9091, mode: host}, {target: 80, published: 8080} | 8080 -> tcp-8080 = 80
          """)
  void leadsToAPortOfTheContainer(String ports, String expected) {
    PortRenderer renderer =
        new PortRenderer(
            Fixtures.ping("template: {image: a}\nendpoint: {ports: [" + ports + "]}")
                .getSpec()
                .getEndpoint());
    List<ContainerPort> container = renderer.ofContainer();
    assertThat(
            renderer.ofIngress().stream()
                .map(
                    p ->
                        p.getPort()
                            + " -> "
                            + p.getTargetPort().getValue()
                            + " = "
                            + reached(container, p.getTargetPort().getValue()))
                .collect(Collectors.joining(", ")))
        .isEqualTo(expected);
  }

  private static Integer reached(List<ContainerPort> container, Object target) {
    return container.stream()
        .filter(p -> target.equals(p.getName()) || target.equals(p.getContainerPort()))
        .map(ContainerPort::getContainerPort)
        .distinct()
        .reduce(
            (a, b) -> {
              throw new AssertionError("two ports of one name");
            })
        .orElse(null);
  }
}
