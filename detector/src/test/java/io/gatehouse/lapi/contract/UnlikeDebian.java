package io.gatehouse.lapi.contract;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A case that holds for {@link Release#CURRENT} only. */
@Target({METHOD, TYPE})
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UnlikeDebian.Condition.class)
@interface UnlikeDebian {

  /** What 1.4.6 does instead. */
  String value();

  /** Leaves the case out, with the reason, where 1.4.6 is asked. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return context
          .getTestInstance()
          .filter(LapiContract.class::isInstance)
          .filter(test -> ((LapiContract) test).release() == Release.CROWDSEC_1_4_6)
          .map(test -> ConditionEvaluationResult.disabled("1.4.6: " + difference(context)))
          .orElseGet(() -> ConditionEvaluationResult.enabled("holds"));
    }

    private static String difference(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getElement(), UnlikeDebian.class)
          .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), UnlikeDebian.class))
          .map(UnlikeDebian::value)
          .orElseThrow();
    }
  }
}
