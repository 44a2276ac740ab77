// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

/** Lets threads pass while it is open. */
final class Gate {
  private boolean isOpen = true;

  synchronized void shut() {
    isOpen = false;
  }

  synchronized void open() {
    isOpen = true;
    notifyAll();
  }

  synchronized void pass() throws InterruptedException {
    while (!isOpen) {
      wait();
    }
  }
}
