// SPDX-License-Identifier: Apache-2.0
/** The long-lived server: metrics, console, alert receiver, incidents. */
package io.azud.server;
