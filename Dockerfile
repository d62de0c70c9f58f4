# The hub and the muster command line, for production mode with a PostgreSQL beside it: docs/operating.md.
# Not run where it was written: no Docker daemon and no registry of images were at hand. test/docker checks what can be
# checked without: that every path is there, who runs it, what is pinned, and the health check itself against a hub.
# Pin both images to a digest before you rely on them.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json tsconfig.gate.json ./
COPY scripts ./scripts
COPY explorer ./explorer
COPY sandbox ./sandbox
COPY src ./src
RUN npm run -s build && npm prune --omit=dev --no-audit --no-fund && rm -rf dist/sandbox && mkdir /anchors

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production MUSTER_MODE=production MUSTER_HOST=0.0.0.0 PORT=4000 MUSTER_CONFIG=/etc/muster/muster.yaml MUSTER_STATE_DIR=/tmp/muster
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
COPY bin ./bin
COPY actions/muster ./actions/muster
COPY scripts/container-health.mjs ./scripts/container-health.mjs
# A volume that is mounted here first takes this folder's owner: whoever runs it must be able to write its anchors.
COPY --from=build --chown=node:node /anchors /var/lib/muster-anchors
# Nothing below /app belongs to whoever runs it; the root file system may be read-only, with a tmpfs at /tmp.
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["node", "scripts/container-health.mjs"]
CMD ["node", "dist/src/server/main.js"]
