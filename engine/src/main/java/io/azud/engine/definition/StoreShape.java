// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.environment.Environment.Store;
import io.azud.environment.Secret;
import java.util.List;

/** Object storage. */
final class StoreShape {
  static final Field<String> ENDPOINT =
      Field.optional(
              "endpoint",
              Addresses.http(),
              "",
              "The address of an S3-compatible server; without it AWS.")
          .example("http://minio:9000");

  static final Field<String> REGION =
      Field.withDefault(
          "region",
          Scalars.matching("a region", "^[a-z0-9-]{1,63}$", "lower-case letters, digits and -"),
          "us-east-1",
          "The region.");

  static final Field<String> ACCESS_KEY =
      Field.optional(
              "accessKey",
              Scalars.text(),
              "",
              "The access key's id; without it the AWS SDK looks for credentials where it always"
                  + " does.")
          .example("'${env:AWS_ACCESS_KEY_ID}'");

  static final Field<Secret> SECRET_KEY =
      Field.optional("secretKey", SecretShape.any(), Secret.NONE, "The secret that belongs to it.")
          .example("'${env:AWS_SECRET_ACCESS_KEY}'");

  static final Field<Boolean> PATH_STYLE =
      Field.withDefault(
          "pathStyle",
          Scalars.flag(),
          "true",
          "Whether the bucket is in the path of a request, and not in its host name.");

  static final ObjectShape<Store> SHAPE =
      ObjectShape.of(
          "store",
          "S3 or S3-compatible object storage.",
          List.of(ENDPOINT, REGION, ACCESS_KEY, SECRET_KEY, PATH_STYLE),
          values ->
              new Store(
                  values.get(ENDPOINT),
                  values.get(REGION),
                  values.get(ACCESS_KEY),
                  values.get(SECRET_KEY),
                  values.get(PATH_STYLE)));

  private StoreShape() {}
}
