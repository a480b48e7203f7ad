package io.swarmoperator.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}. */
final class HttpEndpoints implements AutoCloseable {
  /** The server takes a thread for each request that it reads, be it never sent to its end. */
  private static final int THREADS = 8;

  static {
    // seconds; without them a request that is half sent keeps its thread for ever
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "http");
            thread.setDaemon(true);
            return thread;
          });

  HttpEndpoints(
      int port, BooleanSupplier healthy, BooleanSupplier ready, Supplier<String> metrics) {
    try {
      server = HttpServer.create(new InetSocketAddress(port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("can't listen on port " + port, e);
    }
    server.setExecutor(threads);
    // one context for all: the server takes a context's path for a prefix
    server.createContext("/", exchange -> answer(exchange, healthy, ready, metrics));
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(
      HttpExchange exchange,
      BooleanSupplier healthy,
      BooleanSupplier ready,
      Supplier<String> metrics)
      throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/healthz" -> answer(exchange, healthy.getAsBoolean());
      case "/readyz" -> answer(exchange, ready.getAsBoolean());
      case "/metrics" -> answer(exchange, 200, metrics.get());
      default -> answer(exchange, 404, "there is /healthz, /readyz and /metrics\n");
    }
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    answer(exchange, good ? 200 : 503, good ? "ok\n" : "not ok\n");
  }

  private static void answer(HttpExchange exchange, int code, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
