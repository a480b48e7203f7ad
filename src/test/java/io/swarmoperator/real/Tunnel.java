package io.swarmoperator.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A way to the API server whose connections can be broken. */
final class Tunnel implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final URI server;
  private final ServerSocket door;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private volatile boolean shut;

  /** Leads to the server of a kubeconfig. */
  Tunnel(URI server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    background("tunnel", this::admit);
  }

  /** The same kubeconfig by way of the tunnel. */
  Path kubeconfig(Path original, Path directory) throws IOException {
    String text = Files.readString(original);
    String direct = server.getScheme() + "://" + server.getAuthority();
    assertThat(text).contains(direct);
    String through = server.getScheme() + "://127.0.0.1:" + door.getLocalPort();
    return Files.writeString(directory.resolve("tunnel"), text.replace(direct, through));
  }

  /** Breaks all connections and lets no new ones through. */
  void shut() throws IOException {
    shut = true;
    cut();
  }

  /** Lets connections through again. */
  void open() {
    shut = false;
  }

  /** Breaks all connections that are there; new ones are let through. */
  void cut() throws IOException {
    for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  private void admit() throws IOException {
    while (!door.isClosed()) {
      Socket inside = door.accept();
      if (shut) {
        inside.close();
        continue;
      }
      Socket outside = new Socket(server.getHost(), server.getPort());
      open.add(inside);
      open.add(outside);
      pipe(inside, outside);
      pipe(outside, inside);
    }
  }

  private static void pipe(Socket from, Socket to) {
    background(
        "pipe",
        () -> {
          try (InputStream in = from.getInputStream();
              OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
          }
        });
  }

  /** What is done until a connection breaks. */
  private interface Work {
    void run() throws IOException;
  }

  private static void background(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException broken) {
                // as it is meant to
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }
}
