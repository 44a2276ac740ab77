// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pipeline file that changes while its tables hold rows. */
@ExtendWith(OnePlatform.class)
class SchemaChangeIT {
  private static final String TEXT = "  - {name: text, type: string}\n";

  @Test
  void addsANullableColumnToBothStores() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("grows");
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(300);
      pipeline.succeed("run", "--until-end");
      int old = feeder.sent().size();

      pipeline.replace(TEXT, TEXT + "  - {name: extra, type: int}\n");
      List<String> planned = statements(pipeline.json("plan"));
      assertThat(planned).hasSize(2).allMatch(statement -> statement.contains("extra"));
      assertThat(TestPipeline.referee().lakeCount("grows")).isEqualTo(feeder.sentGood());
      assertThat(statements(pipeline.json("apply"))).isEqualTo(planned);
      assertThat(statements(pipeline.json("apply"))).as("applied twice").isEmpty();
      assertThat(pipeline.succeed("plan").out()).contains("Nothing to change");

      feeder.sendGood(
          List.of(
              "{\"id\":\"new\",\"n\":1,\"at\":\"2026-01-01T00:00:00Z\",\"extra\":7}",
              "{\"id\":\"none\",\"n\":1,\"at\":\"2026-01-01T00:00:00Z\"}"));
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(feeder.sent());
      Map<String, String> lake = new TreeMap<>(TestPipeline.referee().lakeColumn("grows", "extra"));
      assertThat(lake.values()).filteredOn(value -> !value.equals("null")).containsExactly("7");
      assertThat(TestPipeline.referee().column("SELECT id FROM grows WHERE extra = 7"))
          .containsExactly("new");
      assertThat(TestPipeline.referee().one("SELECT count(*) FROM grows WHERE extra IS NULL"))
          .isEqualTo(Long.toString(feeder.sentGood() - 1));
      assertThat(feeder.sent()).hasSize(old + 2);
    }
  }

  @Test
  void refusesAChangeThatWouldLoseData() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("incompatible");
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(100);
      pipeline.succeed("run", "--until-end");
      pipeline.replace("name: n, type: long", "name: n, type: boolean");
      for (String command : List.of("plan", "apply", "run")) {
        AzudProcess.Result refused = pipeline.fail(3, "INCOMPATIBLE_CHANGE", command);
        assertThat(refused.err()).contains("column n").contains("boolean");
      }
      pipeline.replace("name: n, type: boolean", "name: n, type: long");
      assertThat(pipeline.succeed("plan").out()).contains("Nothing to change");
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  private static List<String> statements(JsonNode changes) {
    return StreamSupport.stream(changes.get("changes").spliterator(), false)
        .map(change -> change.get("statement").asText())
        .toList();
  }
}
