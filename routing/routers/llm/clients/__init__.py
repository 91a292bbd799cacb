"""What stands behind the LLM router: servers of the OpenAI protocol, local models."""
