package io.swarmoperator.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.swarmoperator.sandbox.ControlPlanes.Kind;
import io.swarmoperator.sandbox.ControlPlanes.Wish;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlanesTest {

  private static final Wish ANYTHING = Wish.anything(3);
  private static final Wish K3S = new Wish(Optional.empty(), Optional.of(Kind.K3S), 3);

  private static final Wish REAL = new Wish(Optional.empty(), Optional.of(Kind.REAL_NODES), 2);

  private record Has(boolean buildsTestCluster, boolean runsDocker, String lackingForRealNodes)
      implements Machine {
    Has(boolean buildsTestCluster, boolean runsDocker) {
      this(buildsTestCluster, runsDocker, "Real nodes need root.");
    }
  }

  private static final Machine BOTH = new Has(true, true);
  private static final Machine ONLY_GO = new Has(true, false);
  private static final Machine ONLY_DOCKER = new Has(false, true);
  private static final Machine NEITHER = new Has(false, false);

  @Test
  void aKubeconfigIsTakenWhateverTheMachineHas() {
    var wish = Wish.existing(Path.of("some.kubeconfig"));

    assertThat(ControlPlanes.choose(wish, BOTH)).isEqualTo(Kind.EXISTING);
    assertThat(ControlPlanes.choose(wish, NEITHER)).isEqualTo(Kind.EXISTING);
  }

  @Test
  void withoutAWishTheTestClusterComesBeforeK3s() {
    assertThat(ControlPlanes.choose(ANYTHING, BOTH)).isEqualTo(Kind.TEST_CLUSTER);
    assertThat(ControlPlanes.choose(ANYTHING, ONLY_GO)).isEqualTo(Kind.TEST_CLUSTER);
    assertThat(ControlPlanes.choose(ANYTHING, ONLY_DOCKER)).isEqualTo(Kind.K3S);
  }

  @Test
  void dockerIsNotAskedWhereGoIs() {
    var machine =
        new Machine() {
          @Override
          public boolean buildsTestCluster() {
            return true;
          }

          @Override
          public boolean runsDocker() {
            throw new AssertionError("asking Docker takes time and isn't needed");
          }

          @Override
          public String lackingForRealNodes() {
            throw new AssertionError("nobody asked for them");
          }
        };

    assertThat(ControlPlanes.choose(ANYTHING, machine)).isEqualTo(Kind.TEST_CLUSTER);
  }

  @Test
  void k3sIsTakenWhenAskedFor() {
    assertThat(ControlPlanes.choose(K3S, BOTH)).isEqualTo(Kind.K3S);
    assertThatThrownBy(() -> ControlPlanes.choose(K3S, ONLY_GO))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage("--k3s needs Docker, and no Docker daemon answers here.");
  }

  @Test
  void realNodesAreTakenWhenAskedFor() {
    assertThat(ControlPlanes.choose(REAL, new Has(true, false, ""))).isEqualTo(Kind.REAL_NODES);
    assertThatThrownBy(() -> ControlPlanes.choose(REAL, BOTH))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessage("Real nodes need root.");
  }

  @Test
  void aMachineWithNothingGetsTheThreeWaysInOneSentence() {
    assertThatThrownBy(() -> ControlPlanes.choose(ANYTHING, NEITHER))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContainingAll("--kubeconfig FILE", "Go 1.26", "Docker");
    assertThat(ControlPlanes.THREE_WAYS).matches("[^.]+(1\\.26[^.]+)\\.");
  }

  @Test
  void twoWishesAtOnceAreRefused() {
    var wish = new Wish(Optional.of(Path.of("x")), Optional.of(Kind.K3S), 3);

    assertThatThrownBy(() -> ControlPlanes.choose(wish, BOTH)).hasMessageContaining("only one");
  }

  @Test
  void aKubeconfigThatIsNotThereIsNamed(@TempDir Path directory) {
    var wish = Wish.existing(directory.resolve("none"));

    assertThatThrownBy(() -> ControlPlanes.open(Kind.EXISTING, wish, directory))
        .isInstanceOf(ControlPlaneException.class)
        .hasMessageContainingAll("none", "can't be read");
  }
}
