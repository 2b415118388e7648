# The image of omnipulse: one program, all its commands.
#   docker build -t omnipulse:0.1.0 .
# It runs as a user without rights, on a root file system that may be read-only: it writes to /var/lib/omnipulse (state) and
# /tmp only. /tmp must allow execution, because RocksDB and the compression codecs unpack their native libraries there.
ARG BUILD_IMAGE=maven:3.9.9-eclipse-temurin-17
ARG JRE_IMAGE=eclipse-temurin:17-jre-jammy

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY schemas schemas
COPY producers producers
COPY engine engine
RUN mvn -q -B package -DskipTests

FROM ${JRE_IMAGE}
WORKDIR /opt/omnipulse
COPY --from=build /build/engine/target/lib lib
COPY --from=build /build/engine/target/omnipulse-engine-0.1.0.jar engine.jar
COPY LICENSE ./
RUN mkdir -p /var/lib/omnipulse && chown 10001:10001 /var/lib/omnipulse
USER 10001:10001
ENV OMNIPULSE_STATE_DIR=/var/lib/omnipulse/state
EXPOSE 8080
# 60 % for the heap: RocksDB and the network take theirs beside it. Further options: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/omnipulse/engine.jar:/opt/omnipulse/lib/*", "io.omnipulse.engine.EngineMain"]
CMD ["--help"]
