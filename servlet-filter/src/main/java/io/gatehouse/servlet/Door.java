package io.gatehouse.servlet;

import io.gatehouse.challenge.Challenges;
import io.gatehouse.challenge.PassLevel;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.decision.Remediation;
import io.gatehouse.net.IpAddress;
import io.gatehouse.policy.Surface;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.RequestFacts;
import io.gatehouse.request.RequestFacts.Asker;
import io.gatehouse.request.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the requests of one web application and carries out what is decided about each. */
final class Door {
  private static final Logger log = LoggerFactory.getLogger(Door.class);

  /** Marks a request that has been judged, should the filter be in the chain twice. */
  private static final String JUDGED = "gatehouse.judged";

  private final Gatehouse gatehouse;
  private final GatehouseSettings settings;
  private final Challenges challenges;
  private final PassReader passes;
  private final String ownPages;

  Door(Gatehouse gatehouse, String contextPath) {
    this.gatehouse = gatehouse;
    this.settings = gatehouse.settings();
    this.challenges = gatehouse.challenges;
    this.passes = new PassReader(challenges);
    this.ownPages = contextPath + settings.challenge().path();
  }

  void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest raw = RawRequest.of(request);
    boolean ours = raw.getRequestURI().startsWith(ownPages);
    if (!ours && isClean(request, raw)) {
      gatehouse.metrics.clean();
      passes.clearIfShown(raw, response);
      chain.doFilter(request, response);
      noteLogin(request, raw);
      return;
    }
    ClientAddress client = client(request, raw);
    Visit visit = RawRequest.visit(request, raw, client);
    if (ours) {
      serve(visit, request, response);
    } else if (raw.getAttribute(JUDGED) != null || isExcluded(request, raw)) {
      chain.doFilter(request, response);
    } else {
      raw.setAttribute(JUDGED, true);
      judge(visit, client, request, response, chain);
    }
  }

  /**
   * Nearly every request is, and costs no more than this: a direct IPv4 client without an object.
   */
  private boolean isClean(HttpServletRequest request, HttpServletRequest raw) {
    String peer = (settings.containersWord() ? request : raw).getRemoteAddr();
    long ipv4 = peer == null ? -1 : IpAddress.ipv4Bits(peer);
    if (ipv4 >= 0 && !gatehouse.clients.trustsIpv4((int) ipv4)) {
      return !gatehouse.point.concernsIpv4((int) ipv4);
    }
    ClientAddress client = client(request, raw);
    return gatehouse.clients.trusts(client.address()) || !gatehouse.point.concerns(client);
  }

  private ClientAddress client(HttpServletRequest request, HttpServletRequest raw) {
    return settings.containersWord()
        ? gatehouse.clients.resolve(request.getRemoteAddr(), name -> List.of())
        : gatehouse.clients.resolve(raw.getRemoteAddr(), name -> RawRequest.lines(raw, name));
  }

  private boolean isExcluded(HttpServletRequest request, HttpServletRequest raw) {
    return settings.paths().excluded().matches(raw.getRequestURI(), RawRequest.mappedPath(request));
  }

  private void serve(Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body =
        visit.method().equals("POST")
            ? request.getInputStream().readNBytes(challenges.mostBodyBytes())
            : new byte[0];
    Reply reply = challenges.serve(visit, body);
    passes.noteIssued(reply);
    ReplyWriter.write(reply, response);
  }

  private void judge(
      Visit visit,
      ClientAddress client,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    PassReader.Reading reading = passes.reading(visit);
    RequestFacts facts = facts(visit, client, request, reading);
    Verdict verdict = gatehouse.point.decide(facts);
    if (verdict.decided().isPresent() || !verdict.passes()) {
      gatehouse.metrics.counted(verdict, client.address().isIpv4());
      log.debug("{} {}: {}", visit.requestId(), verdict.answer(), verdict.reasons());
    } else {
      gatehouse.metrics.clean();
      passes.clearIfShown(RawRequest.of(request), response);
    }
    if (settings.dryRun() && !verdict.passes()) {
      gatehouse.tellDryRun(client.address(), verdict);
      chain.doFilter(request, response);
      return;
    }
    if (goesOn(verdict, visit, request, response)) {
      reading.renewal(verdict).ifPresent(cookie -> ReplyWriter.add(cookie, response));
      chain.doFilter(request, response);
      noteOutcome(verdict, facts, reading, request, response);
    }
  }

  private RequestFacts facts(
      Visit visit, ClientAddress client, HttpServletRequest request, PassReader.Reading reading) {
    String mapped = RawRequest.mappedPath(request);
    boolean login = settings.paths().logins().matches(mapped, mapped);
    boolean unasked = settings.paths().unasked().matches(request.getRequestURI(), mapped);
    return new RequestFacts(
        client,
        login ? Surface.LOGIN : Surface.ANY,
        unasked ? Asker.PREFLIGHT : Browsers.asker(visit),
        Browsers.number(visit),
        reading::claim);
  }

  /** Whether the request goes on; otherwise it has been answered. */
  private boolean goesOn(
      Verdict verdict, Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    return switch (verdict.answer()) {
      case PASS -> true;
      case REFUSE -> answer(challenges.banned(visit), response);
      case ASK -> answer(challenges.challenge(visit, level(verdict.action())), response);
      case SLOW_DOWN -> answer(challenges.throttled(visit, verdict.retryAfter()), response);
      case UNAVAILABLE -> answer(challenges.unavailable(visit, verdict.retryAfter()), response);
      case CUSTOM -> handle(verdict, visit, request, response);
    };
  }

  private static boolean answer(Reply reply, HttpServletResponse response) throws IOException {
    ReplyWriter.write(reply, response);
    return false;
  }

  private boolean handle(
      Verdict verdict, Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    DecisionHandler handler = gatehouse.handlers.get(verdict.action().word());
    if (handler == null) {
      return answer(challenges.banned(visit), response);
    }
    return handler.handle(request, response, verdict.decided().orElseThrow());
  }

  private static PassLevel level(Remediation asked) {
    return asked.equals(Remediation.CAPTCHA) ? PassLevel.CAPTCHA : PassLevel.POW;
  }

  private void noteOutcome(
      Verdict verdict,
      RequestFacts facts,
      PassReader.Reading reading,
      HttpServletRequest request,
      HttpServletResponse response) {
    noteLogin(request, facts.client().address());
    if (verdict.claim().isPresent()
        && !request.isAsyncStarted()
        && response.getStatus() == HttpServletResponse.SC_NOT_FOUND
        && gatehouse.visitors.noteNotFound(
            verdict.claim(), facts.client().address(), facts.browser())) {
      reading.revoke();
    }
  }

  private void noteLogin(HttpServletRequest request, HttpServletRequest raw) {
    if (request.getUserPrincipal() != null) {
      ClientAddress client = client(request, raw);
      if (client.isResolved()) {
        noteLogin(request, client.address());
      }
    }
  }

  private void noteLogin(HttpServletRequest request, IpAddress address) {
    Principal principal = request.getUserPrincipal();
    if (principal != null && principal.getName() != null) {
      gatehouse.visitors.noteLogin(address, principal.getName());
    }
  }
}
