package io.gatehouse.policy;

/** Placeholder so that the package compiles. */
interface RemediationPolicy {}
