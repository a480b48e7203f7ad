package io.swarmoperator.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingRightTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cannot list resource \"swarmtasks\" in API group \"swarmoperator.io\" in the namespace \"shop\""
            + " | RoleBinding to the ClusterRole view in namespace shop,",
        "cannot patch resource \"swarmservices\" in API group \"swarmoperator.io\" in the namespace \"shop\""
            + " | RoleBinding to the ClusterRole edit in namespace shop,",
        "cannot get resource \"pods/log\" in API group \"\" in the namespace \"shop\""
            + " | RoleBinding to the ClusterRole view in namespace shop,",
        "cannot list resource \"swarmservices\" in API group \"swarmoperator.io\" at the cluster scope"
            + " | ClusterRoleBinding to the ClusterRole view,",
        "cannot patch resource \"nodes\" in API group \"\" at the cluster scope"
            + " | no role of the chart has rights on nodes"
      })
  void theRoleThatHasTheRightIsNamed(String words, String advice) {
    assertThat(MissingRight.in("x is forbidden: User \"me\" " + words).orElseThrow().advice())
        .contains(advice);
  }

  @ParameterizedTest
  @CsvSource("exceeded quota: objects,ValidatingAdmissionPolicy 'x' denied request: no")
  void aRefusalForAnotherReasonNamesNone(String words) {
    assertThat(MissingRight.in(words)).isEmpty();
  }
}
