package io.swarmoperator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes' rule which toleration covers which taint. */
class TolerationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // key | operator | value | effect | taint's key | value | effect | covered
        "gpu | EQUAL  | a  | NoSchedule | gpu | a  | NoSchedule | true",
        "gpu | EQUAL  | a  | NoSchedule | gpu | b  | NoSchedule | false",
        "gpu | EQUAL  | a  | NoSchedule | gpu | '' | NoSchedule | false",
        "gpu | EQUAL  | '' | NoSchedule | gpu | '' | NoSchedule | true",
        "gpu | EQUAL  | '' | NoSchedule | gpu | a  | NoSchedule | false",
        "gpu | EQUAL  | a  | NoSchedule | cpu | a  | NoSchedule | false",
        "gpu | EQUAL  | a  | NoSchedule | gpu | a  | NoExecute  | false",
        "gpu | EQUAL  | a  | NoExecute  | gpu | a  | NoSchedule | false",
        "gpu | EQUAL  | a  | ''         | gpu | a  | NoExecute  | true",
        "gpu | EQUAL  | a  | ''         | gpu | a  | NoSchedule | true",
        "gpu | EXISTS | '' | NoSchedule | gpu | a  | NoSchedule | true",
        "gpu | EXISTS | '' | NoSchedule | gpu | '' | NoSchedule | true",
        "gpu | EXISTS | '' | NoSchedule | cpu | a  | NoSchedule | false",
        "gpu | EXISTS | '' | NoSchedule | gpu | a  | NoExecute  | false",
        "''  | EXISTS | '' | NoSchedule | gpu | a  | NoSchedule | true",
        "''  | EXISTS | '' | NoSchedule | gpu | a  | NoExecute  | false",
        "''  | EXISTS | '' | ''         | gpu | a  | NoExecute  | true"
      })
  void covers(
      String key,
      Toleration.Operator operator,
      String value,
      String effect,
      String taintKey,
      String taintValue,
      String taintEffect,
      boolean covered) {
    Optional<Taint.Effect> of = Taint.Effect.named(effect);
    Taint taint = new Taint(taintKey, taintValue, Taint.Effect.named(taintEffect).orElseThrow());

    assertThat(new Toleration(key, operator, value, of).covers(taint)).isEqualTo(covered);
  }
}
