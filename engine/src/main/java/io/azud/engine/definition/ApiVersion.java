// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Scalars;

/** The version of the file format, with which both kinds of file begin. */
final class ApiVersion {
  static final Field<String> FIELD =
      Field.required(
              "apiVersion", Scalars.oneOf("azud/v1"), "The version of this format: `azud/v1`.")
          .example("azud/v1");

  private ApiVersion() {}
}
