// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.io.Serializable;

/** A record header. The value is {@code null} when the source holds none. */
public record Header(String name, byte[] value) implements Serializable {}
