# One image for every process: `docker build -t routecase .`, then see compose.yaml.
FROM python:3.11-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 OMP_NUM_THREADS=1
WORKDIR /srv/routecase
COPY requirements-service.txt ./
RUN python -m pip install --no-cache-dir -r requirements-service.txt
COPY . .
# The root is read-only later, so what is not compiled now would be compiled at every start. The
# embedding model is part of the image: nothing is fetched at a start.
RUN python -m compileall -q . && python -m routing.routers.embedded.fetch

# For AWS Lambda: the same, with its runtime client; put your profile beside it.
FROM base AS lambda
COPY requirements-lambda-image.txt ./
RUN python -m pip install --no-cache-dir -r requirements-lambda-image.txt
COPY routecase.profil[e] /var/task/routecase.profile
ENV ROUTECASE_PROFILE=/var/task/routecase.profile
ENTRYPOINT ["python", "-m", "awslambdaric"]
CMD ["service.aws.handler"]

# For a Ray cluster (deploy/rayjob.yaml): the job and its actors, with object storage.
FROM base AS bulk
ENV PYTHONPATH=/srv/routecase
COPY requirements-ray-image.txt ./
RUN python -m pip install --no-cache-dir -r requirements-ray-image.txt

FROM base AS service
RUN useradd --system --uid 10001 --home-dir /nonexistent routecase \
    && mkdir -p /data && chown routecase /data
ENV ROUTECASE_SERVICE=/data/live ROUTECASE_WORKSPACES=/data/workspaces
USER 10001
VOLUME /data
EXPOSE 8600
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8600/api/readyz', timeout=2)"]
CMD ["python", "-m", "service", "api", "--host", "0.0.0.0", "--port", "8600"]
