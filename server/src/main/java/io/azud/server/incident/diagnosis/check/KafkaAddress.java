// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition;
import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** At least one of the declared brokers takes connections. */
public final class KafkaAddress implements Check {
  @Override
  public String name() {
    return "kafka-address";
  }

  @Override
  public String question() {
    return "Do the brokers' names resolve, and are their ports open from here?";
  }

  @Override
  public String target(Scene scene) {
    return scene.environment().kafka().bootstrapServers();
  }

  @Override
  public Observation observe(Scene scene) {
    if (scene.definition().isPresent()
        && !(scene.pipeline().source() instanceof SourceDefinition.KafkaTopic)) {
      throw new CannotLook("this pipeline does not read from Kafka");
    }
    String servers = target(scene);
    return servers.isEmpty()
        ? Observation.broken(
            "kafka.bootstrapServers",
            ErrorCode.ENVIRONMENT_INVALID,
            "the environment declares no brokers")
        : Connect.toAnyOf(Connect.Address.of(servers), ErrorCode.KAFKA_UNREACHABLE);
  }
}
