/**
 * What a LAPI has to say on the wire, whoever wrote it: spec of requests and answers as tests that
 * know HTTP only. The doors are {@link LapiContract}, from which the contracts stem, and {@link
 * LapiUnderTest}, which a server's own test gives them. Each runs for our server and for Debian's
 * CrowdSec, which tells whether the test itself speaks the truth.
 */
@NullMarked
package io.gatehouse.lapi.contract;

import org.jspecify.annotations.NullMarked;
