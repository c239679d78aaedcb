package io.gatehouse.daemon.lapi;

import io.gatehouse.daemon.lapi.admin.AdminClient;
import io.gatehouse.lapi.server.LapiAdministration;

/** A running server, through its admin socket. */
record SocketAdministration(AdminClient client) implements AdministrationConnection {
  @Override
  public LapiAdministration administration() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }
}
