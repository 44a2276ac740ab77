// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/**
 * Who sent a request.
 *
 * @param name for the audit trail; never empty
 */
public record User(String name, Role role) {}
