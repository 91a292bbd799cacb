"""The message queue by Celery; needs the packages of the extra `service`."""
