FROM node:24-slim AS build
WORKDIR /app
# The packages first: a layer that stays while only the code changes.
COPY package.json package-lock.json ./
COPY scripts/prepare.mjs scripts/
COPY scripts/prepare scripts/prepare
RUN node scripts/prepare.mjs
COPY . .
# Once the pages are built, neither the compilers nor the pinned Node are needed: the image has Node itself.
RUN node scripts/prepare.mjs --build \
  && npm prune --omit=dev --omit=optional --omit=peer --no-audit --no-fund \
  && rm -rf .next/*/cache

FROM node:24-slim
# tini reaps what tasks leave behind, and passes the signal to stop on to the server alone.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 tini \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node /data /tasks
WORKDIR /app
COPY --from=build /app /app
ENV RUNBOARD_HOST=0.0.0.0 RUNBOARD_DATA=/data RUNBOARD_TASKS=/tasks NODE_COMPILE_CACHE=/tmp/runboard-node
USER node
VOLUME ["/data"]
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.ts"]
