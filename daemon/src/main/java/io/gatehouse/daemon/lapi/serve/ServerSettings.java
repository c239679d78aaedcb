package io.gatehouse.daemon.lapi.serve;

import io.gatehouse.config.ConfigException;
import io.gatehouse.config.ConfigProblem;
import io.gatehouse.config.Secret;
import io.gatehouse.daemon.settings.EngineConfig;
import io.gatehouse.daemon.settings.EnginePrometheus;
import io.gatehouse.daemon.settings.FlushSettings;
import io.gatehouse.daemon.settings.LapiServerSettings;
import io.gatehouse.daemon.settings.ListenAddress;
import io.gatehouse.daemon.settings.ServerTls;
import io.gatehouse.detector.profile.Profiles;
import io.gatehouse.lapi.server.LapiServerConfig;
import io.gatehouse.lapi.server.LapiServerConfig.AutoRegistration;
import io.gatehouse.lapi.server.LapiServerConfig.ClientCertificates;
import io.gatehouse.lapi.server.LapiServerConfig.Level;
import io.gatehouse.lapi.server.LapiServerConfig.Prometheus;
import io.gatehouse.lapi.server.LapiServerConfig.Registration;
import io.gatehouse.lapi.storage.FlushRules;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the file says, in the server's own words. */
public final class ServerSettings {
  private static final String JWT_SECRET = "CS_LAPI_SECRET";

  private ServerSettings() {}

  /**
   * Of the whole file and the environment.
   *
   * @throws ConfigException if the profiles that the file names make no sense, or the environment's
   *     secret is too short
   */
  public static LapiServerConfig of(EngineConfig config, Map<String, String> environment)
      throws ConfigException {
    LapiServerConfig.Builder server =
        LapiServerConfig.DEFAULT.toBuilder()
            .adminSocket(config.adminSocket())
            .trustedProxies(config.server().trustedProxies())
            .trustedIps(config.server().trustedIps())
            .registration(registration(config))
            .prometheus(prometheus(config.prometheus()))
            .profiles(profiles(config.server()))
            .flush(flush(config.database().flush()));
    config.server().listen().map(ServerSettings::address).ifPresent(server::listen);
    config.server().socket().ifPresent(server::listenSocket);
    config.server().tls().map(ServerSettings::tls).ifPresent(server::tls);
    Optional.ofNullable(environment.get(JWT_SECRET)).map(Secret::of).ifPresent(server::jwtSecret);
    try {
      return server.build();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(problem(e)));
    }
  }

  private static ConfigProblem problem(IllegalArgumentException e) {
    String reason = String.valueOf(e.getMessage()).replaceFirst("^lapi: ", "");
    return new ConfigProblem("the environment", 0, reason);
  }

  /** A file that is named must be there; without one at the usual place the built-in ones hold. */
  private static Profiles profiles(LapiServerSettings server) throws ConfigException {
    return server.profilesGiven() || Files.exists(server.profiles())
        ? Profiles.read(server.profiles())
        : Profiles.builtIn();
  }

  private static LapiServerConfig.ListenAddress address(ListenAddress address) {
    return new LapiServerConfig.ListenAddress(address.host(), address.port());
  }

  private static Registration registration(EngineConfig config) {
    return new Registration(
        !config.server().remoteRegistration(),
        config
            .server()
            .autoRegistration()
            .map(auto -> new AutoRegistration(auto.token(), auto.ranges())));
  }

  private static LapiServerConfig.ServerTls tls(ServerTls tls) {
    return new LapiServerConfig.ServerTls(
        tls.certificate(),
        tls.key(),
        tls.authority(),
        switch (tls.verification()) {
          case NO_CLIENT_CERT -> ClientCertificates.NONE;
          case VERIFY_CLIENT_CERT_IF_GIVEN -> ClientCertificates.VERIFY_IF_GIVEN;
          case REQUIRE_AND_VERIFY_CLIENT_CERT -> ClientCertificates.REQUIRE;
        },
        tls.machineUnits(),
        tls.bouncerUnits(),
        tls.revocations());
  }

  private static Prometheus prometheus(EnginePrometheus settings) {
    if (!settings.listener().enabled() || settings.level() == EnginePrometheus.Level.NONE) {
      return Prometheus.OFF;
    }
    return new Prometheus(
        settings.level() == EnginePrometheus.Level.FULL ? Level.FULL : Level.AGGREGATED,
        Optional.of(
            new LapiServerConfig.ListenAddress(
                settings.listener().address(), settings.listener().port())));
  }

  private static FlushRules flush(FlushSettings flush) {
    return new FlushRules(
        flush.maxAge().orElse(null),
        flush.maxItems().orElse(0),
        flush.metricsMaxAge(),
        flush.bouncersByKey().orElse(null),
        flush.bouncersByCertificate().orElse(null),
        flush.machinesByPassword().orElse(null),
        flush.machinesByCertificate().orElse(null));
  }
}
