// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.BadValue;
import io.azud.decode.DecodeRule;

/** What becomes of a field that the contract does not name. */
interface UnknownField {

  /** The record is rejected. The name is the sender's, so only its length and place are shown. */
  UnknownField REJECT =
      (in, keyStart) -> {
        JsonText name = in.text();
        throw new BadValue(
            DecodeRule.UNKNOWN_FIELD,
            "has a field that the contract does not name; its name is "
                + (name.to() - name.from())
                + " bytes long",
            keyStart);
      };

  /** The field is dropped; its value still has to be valid JSON. */
  UnknownField IGNORE = (in, keyStart) -> AnyValue.skip(in);

  /**
   * @param in has just read the key and the colon; afterwards stands behind the value
   * @param keyStart the position of the key's opening quote
   */
  void accept(JsonInput in, int keyStart);
}
