package io.gatehouse.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

/** What is left of a body that was read to its end. */
final class EndedStream extends ServletInputStream {
  @Override
  public int read() {
    return -1;
  }

  @Override
  public boolean isFinished() {
    return true;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    throw new IllegalStateException("there is nothing left to be told of");
  }
}
