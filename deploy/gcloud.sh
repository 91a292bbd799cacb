#!/bin/sh
# The two functions on Google Cloud; put your published profile at ./routecase.profile first.
set -eu
build="GOOGLE_FUNCTION_SOURCE=service/gcp.py"
set="ROUTECASE_PROFILE=/workspace/routecase.profile"
gcloud functions deploy routecase --gen2 --runtime python311 --source . --entry-point http --trigger-http --memory 1Gi --set-build-env-vars "$build" --set-env-vars "$set" --no-allow-unauthenticated
gcloud functions deploy routecase-queue --gen2 --runtime python311 --source . --entry-point pubsub --trigger-topic routecase --retry --memory 1Gi --set-build-env-vars "$build" --set-env-vars "$set"
