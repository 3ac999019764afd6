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
RUN make setup EXTRAS= PIP_FLAGS="${PIP_FLAGS}"
ENV CONTRASTE_CACHE=/opt/model
RUN .venv/bin/contraste model

FROM ${PYTHON_IMAGE}
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
# Healthy means that the database opens and has the newest schema.
HEALTHCHECK --interval=60s --timeout=30s --start-period=30s \
    CMD ["contraste", "migrate"]
ENTRYPOINT ["contraste"]
CMD ["demo", "--html", "/data/demo.html"]
