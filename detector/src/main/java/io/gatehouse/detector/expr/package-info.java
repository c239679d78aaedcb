/**
 * The expression language of CrowdSec's hub: filters, values of fields, conditions, profiles. The
 * doors are {@link io.gatehouse.detector.expr.Environment} (what may be named), {@link
 * io.gatehouse.detector.expr.Expressions} (text to {@link io.gatehouse.detector.expr.Expression})
 * and {@link io.gatehouse.detector.expr.Evaluation} (the state of a run). Knows no event, no file
 * and no network: whoever sets up the environment brings those as objects and functions.
 *
 * <p>The language is that of expr-lang/expr 1.17, without bytes. An expression is checked when it
 * is loaded, constants are computed, and the rest becomes closures. The grammar, loosest binding
 * first; binary operators are left associative but for the power:
 *
 * <pre>
 * sequence   = expression { ";" expression }
 * expression = "let" NAME "=" expression ";" sequence
 *            | "if" expression block "else" ( block | "if" … )
 *            | binary [ "?" expression ":" expression | "?:" expression ]
 * block      = "{" sequence "}"
 * binary     = unary { operator unary }
 * operator   = "|"                                            0   x | f(a) is f(x, a)
 *            | "||" "or"                                     10
 *            | "&amp;&amp;" "and"                                    15
 *            | "==" "!=" "&lt;" "&lt;=" "&gt;" "&gt;=" ["not"] "in"
 *              ["not"] "matches" "contains" "startsWith" "endsWith"   20   a &lt; b &lt; c is a &lt; b and b &lt; c
 *            | ".."                                          25
 *            | "+" "-"                                       30
 *            | "*" "/" "%"                                   60
 *            | "**" "^"                                     100   right associative
 *            | "??"                                         500   beside no other operator
 * unary      = ( "not" | "!" ) binary above 50 | ( "-" | "+" ) binary above 90 | operand
 * operand    = ( literal | NAME | "#" | "#index" | "#acc" | call | "(" sequence ")" | list | map ) { link }
 * link       = "." NAME [ arguments ] | "?." ( NAME [ arguments ] | "[" … "]" )
 *            | "[" expression "]" | "[" [ expression ] ":" [ expression ] "]"
 * call       = NAME arguments          the second argument of any, map, … is a closure
 * closure    = "{" sequence "}" | expression                  .Name in it is #.Name
 * list       = "[" [ expression { "," expression } [","] ] "]"
 * map        = "{" [ key ":" expression { "," … } [","] ] "}"  key = NAME | STRING | NUMBER | "(" sequence ")"
 * literal    = NUMBER | STRING | RAW | "true" | "false" | "nil"
 * </pre>
 *
 * <p>Differences: a string is sliced by UTF-16 units, where upstream counts bytes; both agree on
 * ASCII.
 */
@NullMarked
package io.gatehouse.detector.expr;

import org.jspecify.annotations.NullMarked;
