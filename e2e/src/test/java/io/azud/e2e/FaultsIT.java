// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.testkit.FaultProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user sees when something outside is wrong: one message, the right exit status, no stack
 * trace.
 */
@ExtendWith(OnePlatform.class)
class FaultsIT {
  private static final String CANARY = "canary-8d1f";

  private static TestPipeline pipeline;

  @BeforeAll
  static void declare() {
    pipeline = TestPipeline.declare("faults");
  }

  @Test
  void namesABrokerThatDoesNotAnswer() {
    String broker = OnePlatform.platform().endpoints().kafka().bootstrapServers();
    expect("KAFKA_UNREACHABLE", "127.0.0.1:1", Environments.with(broker, "127.0.0.1:1"));
  }

  @Test
  void namesAWrongPassword() {
    Path password = OnePlatform.newFile("wrong", "", CANARY);
    Path own = Environments.platform().resolveSibling("secrets").resolve("postgres");
    expect("POSTGRES_REFUSED", "password", Environments.with(own.toString(), password.toString()));
  }

  @Test
  void namesABucketThatIsMissing() {
    expect("BUCKET_MISSING", "nosuchbucket", Environments.with("s3://azud/", "s3://nosuchbucket/"));
  }

  @Test
  void namesAStoreThatDoesNotAnswer() {
    expect("STORE_UNREACHABLE", "127.0.0.1:1", Environments.storeThrough(1));
  }

  @Test
  void namesADatabaseThatDoesNotAnswer() {
    expect("POSTGRES_UNREACHABLE", "127.0.0.1:1", Environments.postgresThrough(1));
  }

  /** The connection is made, and then nothing comes. */
  @Test
  void namesADatabaseThatSwallowsEverything() {
    try (FaultProxy postgres = new FaultProxy(Environments.postgresPort())) {
      postgres.freeze();
      expect(
          "POSTGRES_UNREACHABLE",
          "127.0.0.1:" + postgres.port(),
          Environments.postgresThrough(postgres.port()));
    }
  }

  @Test
  void namesATopicThatIsMissingAndNotDeclared() {
    TestPipeline undeclared = TestPipeline.declare("undeclared").replace(", partitions: 2", "");
    AzudProcess.Result result = undeclared.fail(4, "TOPIC_MISSING", "run");
    assertThat(result.err()).contains("undeclared.raw");
  }

  @Test
  void listsTheProblemsOfAFileWithTheirPlaces() {
    TestPipeline wrong =
        TestPipeline.declare("wrong").replace("schema:", "scheme:").replace("kafka:", "kafak:");
    assertThat(wrong.fail(3, "PIPELINE_INVALID", "run").err())
        .contains(".yaml:4:")
        .contains(".yaml:5:")
        .contains("did you mean \"schema\"")
        .contains("did you mean \"kafka\"");
  }

  @Test
  void refusesATaskThatDoesNotExist() {
    AzudProcess.Result result = pipeline.run("task", "nada_task");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("nada_task").contains("inicializar_task");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void stopsInGoodOrderWhenTold(String signal) {
    try (AzudProcess azud = pipeline.start("run")) {
      azud.awaitWords("waiting for more");
      azud.signal(signal);
      AzudProcess.Result ended = azud.await();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.out()).contains("records read");
    }
  }

  private static void expect(String code, String words, Path environment) {
    AzudProcess.Result result = pipeline.in(environment).fail(4, code, "run", "--until-end");
    assertThat(result.err()).contains(words).doesNotContain(CANARY);
    assertThat(result.err().lines().filter(line -> !line.contains(" INFO "))).hasSize(1);
  }
}
