/**
 * Where rules come from. A {@link io.gatehouse.detector.hub.Hub} is a folder in the format of
 * CrowdSec's hub, or the one that comes with the program; {@link
 * io.gatehouse.detector.hub.Installation} is what a detector is built from: the text of each
 * parser, postoverflow, scenario and context with its stage, version and hash, the Grok patterns
 * and the data files. Knows files and names, and no meaning of what is in them.
 */
@NullMarked
package io.gatehouse.detector.hub;

import org.jspecify.annotations.NullMarked;
