# docker build -t swarm-operator:0.1.0 .
# The base is any JRE of version 25 or newer; pin it: --build-arg BASE_IMAGE=eclipse-temurin@sha256:…
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG BASE_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY operator operator
COPY crds crds
RUN mvn -B -Dmaven.test.skip=true package

# The linked classes of a start, kept by the JVM that will use them: its base must be the image's.
FROM ${BASE_IMAGE} AS cache
COPY --from=build /src/target/swarm-operator.jar /opt/swarm-operator/
RUN ["java", "-XX:AOTCacheOutput=/opt/swarm-operator/start.aot", "-XX:+UseSerialGC", \
  "-jar", "/opt/swarm-operator/swarm-operator.jar", "rehearse"]

FROM ${BASE_IMAGE}
LABEL org.opencontainers.image.title="swarm-operator" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.description="Docker Swarm's service contract on Kubernetes"
COPY --from=cache /opt/swarm-operator /opt/swarm-operator
USER 65532:65532
# the collector that the classes were kept with; not in ENTRYPOINT, where another one would contradict it
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC"
EXPOSE 8080
ENTRYPOINT ["java", "-XX:AOTCache=/opt/swarm-operator/start.aot", "-Xlog:aot=off", "-Xlog:cds=off", \
  "--sun-misc-unsafe-memory-access=allow", \
  "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=20000", \
  "-XX:Tier4CompileThreshold=100000", "-XX:Tier4BackEdgeThreshold=400000", \
  "-jar", "/opt/swarm-operator/swarm-operator.jar"]
