/**
 * Asks CrowdSec's AppSec component about requests. The door is {@link AppSecClient}: it turns an
 * {@link AppSecRequest} into an {@link AppSecVerdict}, and where no verdict comes, does what {@link
 * AppSecConfig} says. Knows no servlet type and no decision of a LAPI.
 */
@NullMarked
package io.gatehouse.appsec;

import org.jspecify.annotations.NullMarked;
