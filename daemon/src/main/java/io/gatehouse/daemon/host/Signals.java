package io.gatehouse.daemon.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Runs something when the process gets a signal. {@code sun.misc.Signal} is the only way a JVM has
 * (jdk.unsupported, kept by JEP 260); it is called by name, because a compiler that is told to
 * refuse warnings refuses it.
 */
public final class Signals {
  private Signals() {}

  /**
   * Calls the action on a thread of the JVM's whenever the signal comes.
   *
   * @param name without SIG: TERM, INT, HUP
   * @return whether this JVM lets us; {@code -Xrs} and other systems may not
   */
  public static boolean handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calls =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), calls);
      return true;
    } catch (InvocationTargetException e) {
      return false;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
    }
  }
}
