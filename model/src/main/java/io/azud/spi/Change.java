// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/**
 * One thing that has to be made or altered before a pipeline can run.
 *
 * @param target what is changed: {@code topic flights.raw}, {@code lake azud.flights}, {@code
 *     postgres public.flights}
 * @param statement the DDL, or a description where the system has none
 */
public record Change(String target, String statement) {}
