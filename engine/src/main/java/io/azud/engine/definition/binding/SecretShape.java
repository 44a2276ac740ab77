// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.environment.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A secret, which stands elsewhere: the file only refers to it, and no message repeats what the
 * file says.
 */
public final class SecretShape implements Shape<Secret> {
  private final Inspection inspection;

  /** Looks at a secret for what makes it unusable. */
  @FunctionalInterface
  public interface Inspection {
    /**
     * @throws Misfit with a message that holds nothing of the secret
     */
    void inspect(String secret) throws Misfit;
  }

  private SecretShape(Inspection inspection) {
    this.inspection = inspection;
  }

  public static SecretShape any() {
    return new SecretShape(secret -> {});
  }

  public static SecretShape inspected(Inspection inspection) {
    return new SecretShape(inspection);
  }

  @Override
  public Optional<Secret> read(YamlNode node, Reading reading) {
    if (!(node instanceof Scalar scalar) || !References.isOneReference(scalar.text())) {
      reading.problem(
          node,
          "a secret is given by reference only, never in the file itself: write ${env:NAME} or"
              + " ${file:path}");
      return Optional.empty();
    }
    return reading.resolve(scalar).flatMap(resolved -> accept(scalar, resolved, reading));
  }

  private Optional<Secret> accept(Scalar scalar, References.Resolved resolved, Reading reading) {
    try {
      if (resolved.text().isEmpty()) {
        throw new Misfit("is empty");
      }
      inspection.inspect(resolved.text());
      return Optional.of(Secret.of(resolved.text()));
    } catch (Misfit e) {
      reading.problem(scalar, References.subject(scalar) + " " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    return definitions.secret();
  }

  @Override
  public String type() {
    return "secret, by reference";
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return List.of();
  }
}
