# Node and python3 for the sample tasks; everything else is installed and built here, as `npm start` would.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN node scripts/prepare.mjs --build

FROM node:24-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends python3 tini \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir /data /tasks \
  && chown node:node /data /tasks
WORKDIR /app
COPY --from=build /app /app
ENV RUNBOARD_HOST=0.0.0.0 RUNBOARD_DATA=/data RUNBOARD_TASKS=/tasks NODE_COMPILE_CACHE=/tmp/node
USER node
VOLUME ["/data", "/tasks"]
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://localhost:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# tini reaps what tasks leave behind; the stop signal reaches the server, which lets running tasks finish.
ENTRYPOINT ["tini", "--"]
CMD ["node", "server.ts"]
