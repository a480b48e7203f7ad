package io.swarmoperator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;

/**
 * How it is found out whether a task works, in the terms of {@code docker service create
 * --health-cmd} (S§2.2). In an object read from the API server no field is null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Healthcheck {

  @JsonPropertyDescription(
      "The command: CMD and its words, CMD-SHELL and a line for the shell, or NONE for no check. Code 0 is healthy. Required, at most 1000 items of 131072 characters.")
  @Required
  @Size(max = 1000)
  @ValidationRule(
      value =
          "self.size() > 0 && (self[0] == 'NONE' ? self.size() == 1 : self[0] == 'CMD-SHELL' ? self.size() == 2 : self[0] == 'CMD' && self.size() > 1)",
      message = "test must be [CMD, program, …], [CMD-SHELL, line] or [NONE]")
  private List<@Size(max = 131072) String> test = new ArrayList<>();

  @JsonPropertyDescription(
      "Time from one check to the next, a duration; rounded up to whole seconds, at least one. 0s means 30s. Default 30s, else from 1ms to 8760h.")
  @Default("30s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  @ValidationRule(value = Durations.CHECK_RULE, message = "Interval " + Durations.CHECK_MESSAGE)
  private String interval;

  @JsonPropertyDescription(
      "Time after which a check has failed, a duration; rounded up to whole seconds, at least one. 0s means 30s. Default 30s, else from 1ms to 8760h.")
  @Default("30s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  @ValidationRule(value = Durations.CHECK_RULE, message = "Timeout " + Durations.CHECK_MESSAGE)
  private String timeout;

  @JsonPropertyDescription(
      "Number of failures in a row that make a task unhealthy, which is then stopped; 0 means 3. Default 3, from 0 to 1000.")
  @Default("3")
  @Min(0)
  @Max(1000)
  private Integer retries;

  @JsonPropertyDescription(
      "Time after the start in which failures do not count until the first success, a duration; rounded up to whole seconds. Default 0s, else from 1ms to 8760h.")
  @Default("0s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  @ValidationRule(value = Durations.CHECK_RULE, message = "StartPeriod " + Durations.CHECK_MESSAGE)
  private String startPeriod;

  @JsonPropertyDescription(
      "Time between two checks until the first success, where there is a start period, a duration; rounded up to whole seconds, at least one. 0s means 5s. Default 5s, else from 1ms to 8760h.")
  @Default("5s")
  @Size(max = 32)
  @ValidationRule(value = Durations.RULE, message = Durations.MESSAGE)
  @ValidationRule(
      value = Durations.CHECK_RULE,
      message = "StartInterval " + Durations.CHECK_MESSAGE)
  private String startInterval;

  public List<String> getTest() {
    return test;
  }

  public void setTest(List<String> test) {
    this.test = test == null ? new ArrayList<>() : test;
  }

  public String getInterval() {
    return interval;
  }

  public void setInterval(String interval) {
    this.interval = interval;
  }

  public String getTimeout() {
    return timeout;
  }

  public void setTimeout(String timeout) {
    this.timeout = timeout;
  }

  public Integer getRetries() {
    return retries;
  }

  public void setRetries(Integer retries) {
    this.retries = retries;
  }

  public String getStartPeriod() {
    return startPeriod;
  }

  public void setStartPeriod(String startPeriod) {
    this.startPeriod = startPeriod;
  }

  public String getStartInterval() {
    return startInterval;
  }

  public void setStartInterval(String startInterval) {
    this.startInterval = startInterval;
  }
}
