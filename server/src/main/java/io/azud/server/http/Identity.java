// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/**
 * What a request proves about its sender.
 *
 * @param csrf what a change must bring along in {@code X-Azud-Csrf}; empty when the proof is not
 *     something that a browser attaches by itself
 */
public record Identity(User user, String csrf) {}
