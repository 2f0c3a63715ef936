# The bot as a small image: docker build -t interview-bot .   (docs/deploying.md)
FROM python:3.13.9-slim-trixie AS build
# Debian takes a version away as soon as there is a newer one: a pinned one would stop building.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends fonts-noto-cjk \
 && rm -rf /var/lib/apt/lists/*
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python3 -m venv --without-pip /opt/interview-bot
WORKDIR /src
# What changes rarely comes first.
COPY deploy/constraints.txt ./
RUN python3 -m pip --python /opt/interview-bot/bin/python install --requirement constraints.txt
COPY pyproject.toml README.md LICENSE ./
COPY config config
COPY corpus corpus
COPY bot bot
RUN python3 -m pip --python /opt/interview-bot/bin/python install --no-deps . \
 && python3 -m pip --python /opt/interview-bot/bin/python check

FROM python:3.13.9-slim-trixie
LABEL org.opencontainers.image.title="interview-bot" \
      org.opencontainers.image.description="A Discord bot that answers from interviews in the speaker's own words" \
      org.opencontainers.image.licenses="MIT"
# The one font of four that pictures are set in, with its licence.
COPY --from=build /usr/share/doc/fonts-noto-cjk/copyright /usr/share/doc/fonts-noto-cjk/
COPY --from=build /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc /usr/share/fonts/opentype/noto/
COPY --from=build /opt/interview-bot /opt/interview-bot
RUN groupadd --gid 10001 interview-bot \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin interview-bot \
 && install --directory --owner=10001 --group=10001 --mode=0750 /data /cache
ENV PATH=/opt/interview-bot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    INTERVIEW_BOT_CACHE=/cache \
    INTERVIEW_BOT_STATUS_PORT=9464
USER 10001:10001
WORKDIR /data
VOLUME ["/data", "/cache"]
HEALTHCHECK --interval=60s --timeout=15s --start-period=90s --retries=3 CMD ["interview-bot", "health"]
ENTRYPOINT ["interview-bot"]
CMD ["run"]
