package io.gatehouse.servlet.spring;

import io.gatehouse.bouncer.SettingSource;
import io.gatehouse.config.ConfigException;
import io.gatehouse.lapi.LapiException;
import io.gatehouse.servlet.DecisionHandler;
import io.gatehouse.servlet.Gatehouse;
import io.gatehouse.servlet.GatehouseFilter;
import io.gatehouse.servlet.PrincipalFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Puts the filter in front of a servlet application: behind what observes requests, so that walls
 * are measured, and before Spring Security, so that a ban costs no authentication.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = "gatehouse", name = "enabled", matchIfMissing = true)
public class GatehouseAutoConfiguration {
  /** Where in the chain the filter is. */
  public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

  private static final Logger log = LoggerFactory.getLogger(GatehouseAutoConfiguration.class);
  private static final String TOMCAT = "org.apache.catalina.startup.Tomcat";

  /** What the filter decides with; an application may define its own. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  public Gatehouse gatehouse(
      Environment environment,
      ObjectProvider<MeterRegistry> registry,
      ObjectProvider<DecisionHandler> handlers)
      throws ConfigException, LapiException {
    List<SettingSource> sources =
        List.of(new SpringSettings(environment), SettingSource.environment());
    ForwardedHeaders.warning(environment, ClassUtils.isPresent(TOMCAT, null)).ifPresent(log::warn);
    return Gatehouse.open(
        Gatehouse.settings(sources),
        registry.getIfAvailable(() -> Metrics.globalRegistry),
        handlers.orderedStream().toList());
  }

  /** The filter, in front of every request. */
  @Bean
  @ConditionalOnMissingBean(name = "gatehouseFilter")
  public FilterRegistrationBean<GatehouseFilter> gatehouseFilter(Gatehouse gatehouse) {
    return registered("gatehouse", new GatehouseFilter(gatehouse), ORDER);
  }

  /** Behind Spring Security, to see who has logged in. */
  @Bean
  @ConditionalOnMissingBean(name = "gatehousePrincipalFilter")
  public FilterRegistrationBean<PrincipalFilter> gatehousePrincipalFilter() {
    return registered("gatehouse-principal", new PrincipalFilter(), Ordered.LOWEST_PRECEDENCE);
  }

  private static <F extends Filter> FilterRegistrationBean<F> registered(
      String name, F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setName(name);
    registration.setOrder(order);
    registration.setAsyncSupported(true);
    registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
    registration.addUrlPatterns("/*");
    return registration;
  }
}
