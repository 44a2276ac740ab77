// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.error.AzudException;

/** Why something could not be asked: an error code, and a sentence without secrets. */
record Trouble(String code, String message) {
  static Trouble of(AzudException e) {
    return new Trouble(e.code().name(), e.getMessage());
  }
}
