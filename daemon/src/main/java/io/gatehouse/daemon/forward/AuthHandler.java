package io.gatehouse.daemon.forward;

import io.gatehouse.appsec.AppSecClient;
import io.gatehouse.bouncer.HttpBouncer;
import io.gatehouse.bouncer.Judgement;
import io.gatehouse.challenge.Header;
import io.gatehouse.challenge.Reply;
import io.gatehouse.challenge.Visit;
import io.gatehouse.request.ClientAddress;
import io.gatehouse.request.ClientAddressConfig;
import io.gatehouse.request.ClientAddressResolver;
import io.gatehouse.request.Verdict.Answer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what proxies ask, and serves our own pages, which they route here as they are. Nobody but
 * a trusted proxy is answered at all: whoever else could ask would speak for any address.
 */
final class AuthHandler extends Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(AuthHandler.class);

  /** Answers to challenges that are worked on at a time: each may wait for a captcha provider. */
  private static final int AT_ONCE = 16;

  private static final String PASSED_NOW = "nothing is decided against this request any more\n";

  private final HttpBouncer bouncer;
  private final ClientAddressResolver envoysVisitors;
  private final String ownPages;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final ProxyWarnings warnings = new ProxyWarnings(log);

  AuthHandler(HttpBouncer bouncer) {
    this.bouncer = bouncer;
    this.envoysVisitors =
        new ClientAddressResolver(bouncer.settings().clients().reading(Asking.ENVOY_VISITOR));
    this.ownPages = bouncer.settings().challenge().path();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      String path = String.valueOf(request.getHttpURI().getPath());
      Optional<Asking> asking = Asking.at(path);
      ClientAddress client = client(request, asking);
      if (path.startsWith(ownPages)) {
        serve(
            Question.itself(request).visit(client, bouncer.systemOf(client)),
            request,
            response,
            callback);
      } else if (asking.isPresent()) {
        Question question = Question.of(asking.get(), request);
        answer(asking.get(), question, client, request, response, callback);
      } else if (bouncer.inspects() && path.startsWith(AppSecClient.RELAY_PATH)) {
        relay(Question.itself(request), client, request, response, callback);
      } else {
        throw new BadQuestionException(
            404, "nothing is here; proxies ask at /nginx, /auth or /envoy, see the documentation");
      }
    } catch (BadQuestionException e) {
      String peer = Request.getRemoteAddr(request);
      warnings.tell((peer.isEmpty() ? "the socket" : peer) + ": " + e.getMessage());
      text(e.status(), e.getMessage() + "\n", response, callback);
    }
    return true;
  }

  /** The visitor. That the proxy names nobody is a mistake that would let everybody pass. */
  private ClientAddress client(Request request, Optional<Asking> asking)
      throws BadQuestionException {
    String peer = Request.getRemoteAddr(request);
    if (!bouncer.trustsPeer(peer)) {
      throw new BadQuestionException(
          403, "this address is not among trusted_proxies, and nobody else is answered");
    }
    HttpFields headers = request.getHeaders();
    if (asking.equals(Optional.of(Asking.ENVOY))) {
      requireVisitor(headers, Asking.ENVOY_VISITOR);
      return envoysVisitors.resolve(peer, headers::getValuesList);
    }
    requireVisitor(headers, bouncer.settings().clients().header());
    return bouncer.client(peer, headers::getValuesList);
  }

  private static void requireVisitor(HttpFields headers, ClientAddressConfig.Header header)
      throws BadQuestionException {
    int lines = headers.getValuesList(header.name()).size();
    if (lines == 0) {
      throw new BadQuestionException(
          400, header.name() + " is missing: the proxy has to tell who its visitor is");
    }
    if (lines > 1 && header.form() == ClientAddressConfig.Header.Form.SINGLE) {
      throw BadQuestionException.twice(header.name());
    }
  }

  private void answer(
      Asking asking,
      Question question,
      ClientAddress client,
      Request request,
      Response response,
      Callback callback) {
    Visit visit = question.visit(client, bouncer.systemOf(client));
    if (isUnquestioned(visit, question, client)) {
      bouncer.noteClean();
      String cookies = question.headers().get(HttpHeader.COOKIE);
      pass(
          asking,
          bouncer.hasPassToClear(cookies) ? Optional.of(bouncer.clear(visit)) : Optional.empty(),
          response,
          callback);
      return;
    }
    Judgement judgement =
        asking == Asking.NGINX_WALL
            ? bouncer.look(visit, client, question.path())
            : bouncer.judge(visit, client, question.path());
    inspect(judgement, question, visit, request);
    if (judgement.goesOn()) {
      pass(asking, judgement.header(), response, callback);
    } else if (asking == Asking.NGINX) {
      boolean refused = judgement.verdict().answer() == Answer.REFUSE;
      send(refused ? 403 : 401, List.of(), new byte[0], response, callback);
    } else {
      send(asking, judgement.reply(), response, callback);
    }
  }

  private boolean isUnquestioned(Visit visit, Question question, ClientAddress client) {
    return bouncer.isExcluded(question.path())
        ? !bouncer.isOfAppSec(visit)
        : !bouncer.inspects() && bouncer.isClean(client);
  }

  private void inspect(Judgement judgement, Question question, Visit visit, Request request) {
    if (judgement.wantsInspection()) {
      judgement.inspect(AppSecQuestion.of(question, visit, request, bouncer.mostInspectedBytes()));
    }
  }

  /** A page of AppSec's bot detection, which the proxy routes here as it routes our own. */
  private void relay(
      Question question,
      ClientAddress client,
      Request request,
      Response response,
      Callback callback) {
    Visit visit = question.visit(client, bouncer.systemOf(client));
    Judgement judgement = bouncer.judge(visit, client, question.path());
    inspect(judgement, question, visit, request);
    if (judgement.goesOn()) {
      text(404, "AppSec has no such page\n", response, callback);
    } else {
      send(judgement.reply(), response, callback);
    }
  }

  private static void send(Asking asking, Reply reply, Response response, Callback callback) {
    send(status(asking, reply), reply.headers(), reply.body(), response, callback);
  }

  /**
   * A page of AppSec's bot detection is a success, by which a proxy would let the request pass. So
   * would Envoy, with {@code failure_mode_allow}, let pass who is denied while LAPI is away.
   */
  private static int status(Asking asking, Reply reply) {
    if (asking == Asking.ENVOY && reply.status() >= 500) {
      return 429;
    }
    return asking != Asking.NGINX_WALL && reply.status() < 300 ? 403 : reply.status();
  }

  /**
   * Lets a request go on. Where nginx wants a page for it all the same, it was refused by something
   * else, or what was decided has ended since.
   */
  private static void pass(
      Asking asking, Optional<Header> cookie, Response response, Callback callback) {
    if (asking == Asking.NGINX_WALL) {
      text(403, PASSED_NOW, response, callback);
    } else {
      send(200, cookie.stream().toList(), new byte[0], response, callback);
    }
  }

  private void serve(Visit visit, Request request, Response response, Callback callback) {
    if (!visit.method().equals("POST")) {
      send(bouncer.serve(visit, new byte[0]), response, callback);
      return;
    }
    Content.Source.asByteArrayAsync(
        request,
        bouncer.mostBodyBytes(),
        Promise.Invocable.from(
            InvocationType.BLOCKING,
            body -> served(visit, body, response, callback),
            failure -> text(413, "this is no answer to a challenge\n", response, callback)));
  }

  /** The top of the work on a body that has come: what it throws must end the request. */
  private void served(Visit visit, byte[] body, Response response, Callback callback) {
    if (!slots.tryAcquire()) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
      text(503, "too many answers are being checked; try again\n", response, callback);
    } else {
      try {
        send(bouncer.serve(visit, body), response, callback);
      } catch (RuntimeException e) {
        callback.failed(e);
      } finally {
        slots.release();
      }
    }
  }

  private static void send(Reply reply, Response response, Callback callback) {
    send(reply.status(), reply.headers(), reply.body(), response, callback);
  }

  private static void text(int status, String text, Response response, Callback callback) {
    send(
        status,
        List.of(
            new Header("Content-Type", "text/plain; charset=utf-8"),
            new Header("Cache-Control", "no-store")),
        text.getBytes(StandardCharsets.UTF_8),
        response,
        callback);
  }

  private static void send(
      int status, List<Header> headers, byte[] body, Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(header -> response.getHeaders().add(header.name(), header.value()));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
