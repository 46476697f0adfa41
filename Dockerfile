# The image of the gateway; deploy/README.md says how it is run. The last stage runs no command, so that its base needs no shell.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim
ARG RUNTIME_IMAGE=debian:12.12-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY . ./
RUN node scripts/build-board.ts && node deploy/image/lay-out.ts /app
# Compiled code is found again only by the same user, at the same place.
USER 65532:65532
RUN node deploy/image/warm.ts /app

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Taskline" \
      org.opencontainers.image.description="One GraphQL endpoint for the batch tasks that a company has running at several clouds." \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build --chown=0:0 /usr/local/bin/node /usr/local/bin/node
COPY --from=build --chown=0:0 /app /app
# HOST and PORT count before the configuration: its port outside is what the container engine maps to this one.
# The heap grows with the memory that the container may have; Node alone would take 271 MB where there are 256.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size-percentage=65 \
    HOST=0.0.0.0 \
    PORT=4000 \
    TASKLINE_CONFIG=/etc/taskline/taskline.yaml
WORKDIR /app
USER 65532:65532
EXPOSE 4000 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 CMD ["/usr/local/bin/node", "/app/health.ts"]
ENTRYPOINT ["/usr/local/bin/node", "/app/src/main.ts"]
