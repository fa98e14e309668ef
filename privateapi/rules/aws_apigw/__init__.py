"""APIs of API Gateway: who may call them, under which names, and what they call."""
