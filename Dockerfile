# syntax=docker/dockerfile:1

# The steps are those of the README: `make setup` makes .venv from pinned versions, and the
# first command prepares the model; both happen here, so that a container starts at once.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --no-install-recommends -y make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/contraste
COPY pyproject.toml constraints.txt Makefile README.md LICENSE ./
COPY matching matching
COPY service service
COPY migrations migrations
COPY seeds seeds
COPY benchmarks benchmarks
# Extra arguments for pip, for example an index that has torch without CUDA.
ARG PIP_FLAGS=""
ENV PIP_NO_CACHE_DIR=1
RUN make setup EXTRAS='[postgres,reports]' PIP_FLAGS="${PIP_FLAGS}"
ENV CONTRASTE_CACHE=/opt/model
RUN .venv/bin/contraste model

FROM ${PYTHON_IMAGE}
# Pango makes the printed evidence sheet.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --no-install-recommends -y libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --uid 10001 contraste
COPY --from=build /opt/contraste /opt/contraste
COPY --from=build --chown=contraste:contraste /opt/model /opt/model
RUN install -d -o contraste -g contraste /data /work
ENV PATH=/opt/contraste/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    CONTRASTE_CACHE=/opt/model \
    CONTRASTE_DATA_DIR=/data
USER 10001
VOLUME ["/data"]
WORKDIR /work
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["contraste"]
# Strangers can reach it here, so it wants a key first: docker run … contraste key create NAME --role admin
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
