"""The network as plain data: address maths, the model, reachability and DNS answers; no engine and no cloud client."""
