/**
 * What is done about one request: {@link ClientAddressResolver} tells who sent it, {@link
 * DecisionPoint} what to do, as a {@link Verdict}. Knows neither the servlet API nor how a question
 * is put to a visitor; what asks it (a filter, a forward-auth service) hands over plain values.
 */
@NullMarked
package io.gatehouse.request;

import org.jspecify.annotations.NullMarked;
