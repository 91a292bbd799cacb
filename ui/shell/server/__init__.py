"""What belongs to the server process: workspaces and jobs, files, who may talk to it."""
