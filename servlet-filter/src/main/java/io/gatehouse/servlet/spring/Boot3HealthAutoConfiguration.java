package io.gatehouse.servlet.spring;

import io.gatehouse.servlet.Gatehouse;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The filter's health, by the classes of Spring Boot 3. */
@AutoConfiguration(after = GatehouseAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
@ConditionalOnBean(Gatehouse.class)
public class Boot3HealthAutoConfiguration {

  /** Shown as {@code gatehouse}. */
  @Bean
  public HealthIndicator gatehouseHealthIndicator(Gatehouse gatehouse) {
    return () -> {
      HealthDetails found = HealthDetails.of(gatehouse);
      Health.Builder health = found.isUp() ? Health.up() : Health.unknown();
      return health.withDetails(found.details()).build();
    };
  }
}
