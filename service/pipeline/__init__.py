"""The steps of an event: swept into the queue, decided by a worker, written to the desk."""
