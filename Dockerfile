# One image for the three stages: the command says which runs.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -Dquick -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --create-home --uid 10001 tidegate && mkdir /state && chown tidegate /state
COPY --from=build /src/cli/target/classes /opt/tidegate/classes
COPY --from=build /src/cli/target/lib /opt/tidegate/lib
COPY --from=build /src/migrations /migrations
USER tidegate
# migration-errors.log is written where the command runs.
WORKDIR /state
VOLUME /state
ENTRYPOINT ["java", "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/tidegate/classes:/opt/tidegate/lib/*", "dev.tidegate.cli.Tidegate"]
CMD ["--help"]
