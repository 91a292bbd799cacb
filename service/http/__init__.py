"""The service over HTTP; needs the packages of the extra `service`."""
