"""A SIP user agent as callee: it answers real calls, hears their sound and keys, and is the witness of both.

``agent`` is the socket and its thread, ``dialogue`` one call and the script that is played on it, ``stream`` its RTP,
``hearing`` what came of it; ``registration`` makes the agent an extension; ``backend`` is the port to the rest.
"""
