package io.gatehouse.servlet;

import io.gatehouse.bouncer.Setting;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the filter in front of a web application that has this jar and settings for it, without a
 * line in {@code web.xml}. It leaves alone an application that registers the filter itself, and one
 * of Spring Boot, which has its own way.
 */
public final class GatehouseInitializer implements ServletContainerInitializer {
  /** Name of the filter that is registered. */
  static final String NAME = "gatehouse";

  private static final Logger log = LoggerFactory.getLogger(GatehouseInitializer.class);
  private static final String SPRING_BOOT =
      "org/springframework/boot/autoconfigure/SpringBootApplication.class";

  private final Predicate<ClassLoader> springBoot;

  /** For the container. */
  public GatehouseInitializer() {
    this(loader -> loader.getResource(SPRING_BOOT) != null);
  }

  GatehouseInitializer(Predicate<ClassLoader> springBoot) {
    this.springBoot = springBoot;
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    if (isRegistered(context)
        || springBoot.test(GatehouseFilter.loader(context))
        || !isConfigured(context)) {
      return;
    }
    FilterRegistration.Dynamic filter = context.addFilter(NAME, new GatehouseFilter());
    if (filter == null) {
      log.warn("a filter of the name '{}' is there already; Gatehouse is not registered", NAME);
      return;
    }
    map(filter, false);
    FilterRegistration.Dynamic last = context.addFilter(NAME + "-principal", new PrincipalFilter());
    if (last != null) {
      map(last, true);
    }
  }

  private static void map(FilterRegistration.Dynamic filter, boolean last) {
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), last, "/*");
  }

  private static boolean isRegistered(ServletContext context) {
    return context.getFilterRegistrations().values().stream()
        .anyMatch(filter -> GatehouseFilter.class.getName().equals(filter.getClassName()));
  }

  private static boolean isConfigured(ServletContext context) {
    boolean configured = Setting.nameSource(GatehouseFilter.sources(context));
    if (!configured) {
      log.warn(
          "neither gatehouse.api-url nor gatehouse.decisions-file is set: {} is not protected",
          context.getContextPath().isEmpty() ? "/" : context.getContextPath());
    }
    return configured;
  }
}
