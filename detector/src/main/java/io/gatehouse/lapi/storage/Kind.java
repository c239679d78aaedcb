package io.gatehouse.lapi.storage;

/** What many decisions have in common; stored once. */
record Kind(String origin, String type, String scope, String scenario) {}
