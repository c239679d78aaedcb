package io.gatehouse.servlet;

import io.gatehouse.appsec.AppSecClient;
import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.bouncer.Judgement;
import io.gatehouse.bouncer.RequestPath;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.Verdict;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the requests of one web application to the bouncer and does what it says. */
final class RequestHandler {
  private static final Logger log = LoggerFactory.getLogger(RequestHandler.class);

  /** Marks a request that has been judged, should the filter be in the chain twice. */
  private static final String JUDGED = "gatehouse.judged";

  private final Gatehouse gatehouse;
  private final HttpBouncer bouncer;
  private final boolean containersWord;
  private final String ownPages;

  RequestHandler(Gatehouse gatehouse, String contextPath) {
    this.gatehouse = gatehouse;
    this.bouncer = gatehouse.bouncer;
    this.containersWord = gatehouse.settings().containersWord();
    this.ownPages = contextPath + gatehouse.settings().challenge().path();
    if (bouncer.inspects() && !contextPath.isEmpty()) {
      log.warn(
          "the pages of AppSec's bot detection lie below {} of the host, which a filter below {}"
              + " never sees: its challenge cannot be solved here",
          AppSecClient.RELAY_PATH,
          contextPath);
    }
  }

  void handle(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest raw = RawRequest.of(request);
    boolean ours = raw.getRequestURI().startsWith(ownPages);
    if (!ours && !bouncer.inspects() && isClean(request, raw)) {
      bouncer.noteClean();
      clearPass(raw, response);
      chain.doFilter(request, response);
      noteLogin(request, raw);
      return;
    }
    ClientAddress client = client(request, raw);
    Visit visit = RawRequest.visit(request, raw, client, bouncer.systemOf(client));
    RequestPath path = new RequestPath(raw.getRequestURI(), RawRequest.mappedPath(request));
    if (ours) {
      serve(visit, request, response);
    } else if (raw.getAttribute(JUDGED) != null
        || (bouncer.isExcluded(path) && !bouncer.isOfAppSec(visit))) {
      chain.doFilter(request, response);
    } else {
      raw.setAttribute(JUDGED, true);
      judge(visit, client, path, request, response, chain);
    }
  }

  private void judge(
      Visit visit,
      ClientAddress client,
      RequestPath path,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Judgement judgement = bouncer.judge(visit, client, path);
    HttpServletRequest goingOn = request;
    if (judgement.wantsInspection()) {
      RequestBody body = RequestBody.read(request, response, bouncer.mostInspectedBytes());
      judgement.inspect(RawRequest.forAppSec(visit, RawRequest.of(request), body.body()));
      goingOn = body.request();
    }
    if (judgement.goesOn() && bouncer.isOfAppSec(visit)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      carryOut(judgement, client, goingOn, response, chain);
    }
  }

  /** Nearly every request is, and costs no more than this: a direct IPv4 client no object. */
  private boolean isClean(HttpServletRequest request, HttpServletRequest raw) {
    return bouncer.isCleanDirect((containersWord ? request : raw).getRemoteAddr())
        || bouncer.isClean(client(request, raw));
  }

  private ClientAddress client(HttpServletRequest request, HttpServletRequest raw) {
    return containersWord
        ? bouncer.client(request.getRemoteAddr(), name -> List.of())
        : bouncer.client(raw.getRemoteAddr(), name -> RawRequest.lines(raw, name));
  }

  /** Takes out of the browser what it does not need any more. */
  private void clearPass(HttpServletRequest raw, HttpServletResponse response) {
    if (bouncer.hasPassToClear(raw.getHeader("Cookie"))) {
      Visit visit = RawRequest.visit(raw, raw, ClientAddress.UNKNOWN, OptionalLong.empty());
      ReplyWriter.add(bouncer.clear(visit), response);
    }
  }

  private void serve(Visit visit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body =
        visit.method().equals("POST")
            ? request.getInputStream().readNBytes(bouncer.mostBodyBytes())
            : new byte[0];
    ReplyWriter.write(bouncer.serve(visit, body), response);
  }

  private void carryOut(
      Judgement judgement,
      ClientAddress client,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (judgement.goesOn() || isHandled(judgement, request, response)) {
      judgement.header().ifPresent(cookie -> ReplyWriter.add(cookie, response));
      chain.doFilter(request, response);
      noteLogin(request, client);
      if (!request.isAsyncStarted()) {
        judgement.noteAnswer(response.getStatus());
      }
    }
  }

  /** Whether the request goes on all the same; otherwise it has been answered. */
  private boolean isHandled(
      Judgement judgement, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Verdict verdict = judgement.verdict();
    DecisionHandler handler = gatehouse.handlers.get(verdict.action().word());
    if (verdict.answer() == Verdict.Answer.CUSTOM && handler != null) {
      return handler.handle(request, response, verdict.decided().orElseThrow());
    }
    Reply reply = judgement.reply();
    ReplyWriter.write(reply, response);
    return false;
  }

  private void noteLogin(HttpServletRequest request, HttpServletRequest raw) {
    if (PrincipalFilter.principal(request) != null) {
      noteLogin(request, client(request, raw));
    }
  }

  private void noteLogin(HttpServletRequest request, ClientAddress client) {
    String principal = PrincipalFilter.principal(request);
    if (principal != null) {
      bouncer.noteLogin(client, principal);
    }
  }
}
