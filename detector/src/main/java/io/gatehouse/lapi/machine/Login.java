package io.gatehouse.lapi.machine;

import io.gatehouse.lapi.LapiException;
import io.gatehouse.lapi.LapiHttp;
import java.time.InstantSource;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who this machine is to its LAPI, and the token that says so. Thread-safe; one logs in for all.
 */
final class Login {
  private final LapiHttp http;
  private final MachineCredentials credentials;
  private final InstantSource time;
  private @Nullable Token token; // guarded by this
  private List<String> scenarios = List.of(); // guarded by this

  Login(LapiHttp http, MachineCredentials credentials, InstantSource time) {
    this.http = http;
    this.credentials = credentials;
    this.time = time;
  }

  MachineCredentials credentials() {
    return credentials;
  }

  /** A token that is good for a request, got now if need be. */
  synchronized Token token() throws LapiException {
    Token present = token;
    return present != null && present.isGood(time.instant()) ? present : get();
  }

  /** Another token than this one, which was refused. */
  synchronized Token tokenAfter(Token refused) throws LapiException {
    Token present = token;
    return present != null && !present.equals(refused) ? present : get();
  }

  /** Logs in, telling what the machine runs; later logins tell the same. */
  synchronized void logIn(List<String> running) throws LapiException {
    scenarios = List.copyOf(running);
    Token unused = get();
  }

  private Token get() throws LapiException {
    token = null;
    byte[] body = MachineJson.login(credentials, scenarios);
    Request.Builder request =
        http.request(http.at("v1/watchers/login")).post(MachineBody.plain(body));
    Token fresh =
        http.exchange(
            request,
            response -> {
              if (!response.isSuccessful()) {
                throw http.refusal(response);
              }
              return http.body(response, MachineJson::token);
            });
    token = fresh;
    return fresh;
  }

  /** The request, in the name of the machine. A proxy's own credentials give way. */
  Request.Builder sign(Request.Builder request, Token with) {
    return request.header("Authorization", "Bearer " + with.text());
  }
}
