/**
 * Parsers and postoverflows: what makes an event of a line. {@link
 * io.gatehouse.detector.parse.Parsers} is loaded once from files of the hub's form; each thread
 * runs events through a {@link io.gatehouse.detector.parse.ParserRun} of its own. The semantics are
 * CrowdSec's (crowdsec:pkg/parser/runtime.go, node.go). Knows events, expressions and Grok; neither
 * where the files come from nor what becomes of the events.
 */
@NullMarked
package io.gatehouse.detector.parse;

import org.jspecify.annotations.NullMarked;
