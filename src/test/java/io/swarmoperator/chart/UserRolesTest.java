package io.swarmoperator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.swarmoperator.cluster.TestNamespace;
import io.swarmoperator.command.Swarm;
import io.swarmoperator.sandbox.Kubectl;
import io.swarmoperator.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those who hold the cluster's view, edit and admin roles in a namespace may do there. */
@ChartTest
class UserRolesTest {

  @Test
  void theClustersOwnRolesCoverServicesAndTasks(ChartCluster cluster) {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install");
    }
    TestNamespace shop = TestNamespace.create(cluster.client());
    Kubectl kubectl = cluster.kubectl(shop.name());
    Stage stage = cluster.stage(shop);
    for (String role : new String[] {"view", "edit", "admin"}) {
      stage.kubectl("create", "rolebinding", role, "--clusterrole=" + role, "--user=" + role);
    }
    stage.await1("aggregation", () -> may(kubectl, "admin", "delete swarmtasks"));

    assertThat(may(kubectl, "view", "list swarmservices")).isTrue();
    assertThat(may(kubectl, "view", "watch swarmtasks")).isTrue();
    assertThat(may(kubectl, "view", "create swarmservices")).isFalse();
    assertThat(may(kubectl, "edit", "list swarmtasks")).isTrue();
    assertThat(may(kubectl, "edit", "create swarmservices")).isTrue();
    assertThat(may(kubectl, "edit", "patch swarmservices scale")).isTrue();
    assertThat(may(kubectl, "edit", "delete swarmtasks")).isFalse();
    assertThat(may(kubectl, "edit", "patch swarmservices status")).isFalse();
    assertThat(may(kubectl, "admin", "deletecollection swarmservices")).isTrue();
    assertThat(may(kubectl, "admin", "update swarmtasks")).isFalse();
    assertThat(may(kubectl, "nobody", "list swarmservices")).isFalse();
  }

  @Test
  void whoMayOnlyLookIsToldSoWhenHeScales(ChartCluster cluster, @TempDir Path directory)
      throws IOException {
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", "--install");
    }
    TestNamespace shop = TestNamespace.create(cluster.client());
    Stage stage = cluster.stage(shop);
    stage.service("ping", "template: {image: app}");
    stage.kubectl("create", "serviceaccount", "guest");
    stage.kubectl(
        "create",
        "rolebinding",
        "guest",
        "--clusterrole=view",
        "--serviceaccount=" + shop.name() + ":guest");
    String token = stage.kubectl("create", "token", "guest").strip();
    String kubeconfig = Files.readString(cluster.controlPlane().kubeconfig());
    Path guest =
        Files.writeString(
            directory.resolve("guest"),
            kubeconfig.replaceFirst("token: \"[^\"]*\"", "token: \"" + token + "\""));
    Swarm swarm = new Swarm(guest, shop.name());
    stage.await1("aggregation", () -> swarm.run("ls").code() == 0);

    assertThat(swarm.says("ls", "-q")).isEqualTo("ping\n");
    assertThat(swarm.fails("scale", "ping=2"))
        .startsWith("ping: swarmservices.swarmoperator.io \"ping\" is forbidden: User")
        .contains("cannot patch resource \"swarmservices\"")
        .contains("; ask for a RoleBinding to the ClusterRole edit in namespace " + shop.name());
    assertThat(swarm.fails("scale", "ping=2").lines()).hasSize(1);
    assertThat(swarm.fails("ls", "-A"))
        .contains("; ask for a ClusterRoleBinding to the ClusterRole");

    stage.kubectl(
        "create",
        "rolebinding",
        "guest-edits",
        "--clusterrole=edit",
        "--serviceaccount=" + shop.name() + ":guest");
    stage.await1("the right", () -> swarm.run("scale", "-d", "ping=2").code() == 0);
    String everywhere = "guest-of-" + shop.name();
    stage.kubectl(
        "create",
        "clusterrolebinding",
        everywhere,
        "--clusterrole=view",
        "--serviceaccount=" + shop.name() + ":guest");
    stage.await1("the right", () -> swarm.run("ls", "-A").code() == 0);
    stage.kubectl("delete", "clusterrolebinding", everywhere);

    assertThat(swarm.fails("node", "ls")).contains("; no role of the chart has rights on nodes");
    stage.kubectl("create", "clusterrole", everywhere, "--verb=list,get,patch", "--resource=nodes");
    stage.kubectl(
        "create",
        "clusterrolebinding",
        everywhere,
        "--clusterrole=" + everywhere,
        "--serviceaccount=" + shop.name() + ":guest");
    stage.await1("the right", () -> swarm.run("node", "ls").code() == 0);
    stage.kubectl("delete", "clusterrolebinding", everywhere);
    stage.kubectl("delete", "clusterrole", everywhere);
  }

  @Test
  void anInstallationForSomeNamespacesAddsToTheRolesOnlyWhenToldTo(ChartCluster cluster) {
    TestNamespace shop = TestNamespace.create(cluster.client());
    Kubectl kubectl = cluster.kubectl(shop.name());
    Stage stage = cluster.stage(shop);
    stage.kubectl("create", "rolebinding", "looks", "--clusterrole=view", "--user=looks");
    String[] here = {"--install", "--set", "watch.namespaces={" + shop.name() + "}"};
    try (Release release = new Release(cluster)) {
      release.helm("upgrade", here);
      stage.await1("no right", () -> !may(kubectl, "looks", "list swarmservices"));

      release.helm("upgrade", here[0], here[1], here[2], "--set", "rbac.aggregate=always");
      stage.await1("the right", () -> may(kubectl, "looks", "list swarmservices"));
    }
  }

  private static boolean may(Kubectl kubectl, String user, String what) {
    String[] words = what.split(" ", -1);
    String sub = words.length == 3 ? words[2] : "";
    return kubectl
        .run(
            "auth",
            "can-i",
            words[0],
            words[1] + ".swarmoperator.io",
            "--subresource=" + sub,
            "--as=" + user)
        .out()
        .startsWith("yes");
  }
}
