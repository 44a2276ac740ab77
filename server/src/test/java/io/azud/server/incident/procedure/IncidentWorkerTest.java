// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.environment.Environment;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.Incidents;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.remedy.Hands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker without a ledger that answers: who is worked on, when, and how often. */
class IncidentWorkerTest {
  private static final String NOBODY =
      """
      apiVersion: azud/v1
      name: nowhere
      kafka: {bootstrapServers: "127.0.0.1:1"}
      postgres: {url: "jdbc:postgresql://127.0.0.1:1/azud", user: azud}
      catalog: {type: jdbc, uri: "jdbc:postgresql://127.0.0.1:1/azud", user: azud, warehouse: "s3://bucket/prefix"}
      incidents: {automatic: [wait_and_retry], tries: 1, pause: 10ms}
      """;

  @TempDir private Path directory;

  private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
  private final Semaphore goOn = new Semaphore(0);
  private IncidentWorker worker;

  @BeforeEach
  void open() throws IOException {
    Path file = Files.writeString(directory.resolve("environment.yaml"), NOBODY);
    Environment environment = new EnvironmentReader(Map.of()).read(file);
    Site site =
        new Site(environment, file, Map.of(), List.of(), where -> Map.of(), Clock.systemUTC());
    IncidentLedger ledger = new IncidentLedger(new PostgresDatabase(environment.ledger()));
    worker = new IncidentWorker(site, ledger, directory.resolve("bundles"), this::hands, 1, 1);
  }

  @AfterEach
  void close() {
    goOn.release(100);
    worker.close();
  }

  /** Whoever is treated is noted, and held until the test lets it go on. */
  private Hands hands(Scene scene) {
    begun.add(scene.incident().pipeline());
    goOn.acquireUninterruptibly();
    if (scene.incident().pipeline().equals("faulty")) {
      throw new IllegalStateException("a fault of our own");
    }
    return new Idle();
  }

  private static Incident incident(String pipeline) {
    return Incidents.open(pipeline, TaskId.CONEXION_KAFKA_TASK.id(), "KAFKA_UNREACHABLE");
  }

  private String next() throws InterruptedException {
    String pipeline = begun.poll(60, TimeUnit.SECONDS);
    assertThat(pipeline).as("somebody is worked on").isNotNull();
    return pipeline;
  }

  /** Hands it in until it is taken: what is at work, or finds no room, is left alone. */
  private void comesToBeWorkedOn(Incident incident) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      worker.accept(incident);
      String pipeline = begun.poll(100, TimeUnit.MILLISECONDS);
      if (pipeline != null) {
        assertThat(pipeline).isEqualTo(incident.pipeline());
        return;
      }
    }
    throw new AssertionError(incident.pipeline() + " is never worked on");
  }

  @Test
  void leavesAnIncidentAloneThatIsBeingWorkedOn() throws Exception {
    worker.accept(incident("first"));
    assertThat(next()).isEqualTo("first");
    worker.accept(incident("first"));
    worker.accept(incident("second"));
    goOn.release(1);
    assertThat(next()).as("not the first again").isEqualTo("second");
  }

  @Test
  void takesItUpAgainWhenItComesBack() throws Exception {
    worker.accept(incident("first"));
    assertThat(next()).isEqualTo("first");
    goOn.release(2);
    comesToBeWorkedOn(incident("first"));
  }

  @Test
  void forgetsNobodyForWhomThereWasNoRoom() throws Exception {
    worker.accept(incident("first"));
    assertThat(next()).isEqualTo("first");
    worker.accept(incident("second"));
    worker.accept(incident("third"));
    goOn.release(100);
    assertThat(next()).isEqualTo("second");
    comesToBeWorkedOn(incident("third"));
  }

  @Test
  void survivesAFaultOfTheProcedure() throws Exception {
    worker.accept(incident("faulty"));
    assertThat(next()).isEqualTo("faulty");
    goOn.release(100);
    comesToBeWorkedOn(incident("faulty"));
    comesToBeWorkedOn(incident("first"));
  }

  @Test
  void gathersTheEvidenceWhenTheLedgerIsAway() throws Exception {
    goOn.release(100);
    worker.accept(incident("first"));
    assertThat(next()).isEqualTo("first");
    comesToBeWorkedOn(incident("second"));
    assertThat(directory.resolve("bundles"))
        .isDirectoryContaining(file -> file.getFileName().toString().contains("first"));
  }

  /** Hands that nothing helps. */
  private static final class Idle implements Hands {
    @Override
    public TaskOutcome run(TaskId task) {
      throw new AssertionError("the reason is still there");
    }

    @Override
    public TaskOutcome transformAtMost(long mostRecords) {
      throw new AssertionError("the reason is still there");
    }

    @Override
    public void maintain() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void restartRuntime() {
      throw new AssertionError("not asked for");
    }

    @Override
    public void close() {}
  }
}
