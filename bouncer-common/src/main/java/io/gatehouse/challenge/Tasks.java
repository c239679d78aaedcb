package io.gatehouse.challenge;

import java.util.Optional;

/**
 * What a visitor is asked: a captcha where one is required and a provider can be asked, else the
 * proof of work. Thread-safe.
 */
final class Tasks {
  private final ProviderChain providers;
  private final Difficulty difficulty;

  Tasks(ProviderChain providers, Difficulty difficulty) {
    this.providers = providers;
    this.difficulty = difficulty;
  }

  Task first(Visit visit, PassLevel required) {
    return task(
        visit, required, required == PassLevel.CAPTCHA ? providers.first() : Optional.empty());
  }

  /** The same again, or the first that can be asked if that one no longer can. */
  Task again(Visit visit, ChallengeToken token) {
    return providers.canAsk(token.provider())
        ? task(visit, token.required(), providers.find(token.provider()))
        : first(visit, token.required());
  }

  /** What is asked instead, after a provider has failed. */
  Task after(Visit visit, ChallengeToken token) {
    return task(visit, token.required(), providers.other(token.provider()));
  }

  /** What is asked instead at the visitor's wish: another captcha, never the proof of work. */
  Task other(Visit visit, ChallengeToken token) {
    Task next = after(visit, token);
    return next.provider().equals(ProofOfWork.NAME) ? again(visit, token) : next;
  }

  boolean hasOther(Task task) {
    return !task.provider().equals(ProofOfWork.NAME)
        && providers.other(task.provider()).isPresent();
  }

  private Task task(Visit visit, PassLevel required, Optional<CaptchaProvider> provider) {
    String name = provider.map(one -> one.kind().word()).orElse(ProofOfWork.NAME);
    return new Task(required, name, difficulty.puzzle(visit, required));
  }
}
