"""The mock's trunk: instead of simulating callees it places real SIP calls to a peer, with RTP both ways.

``message``, ``digest``, ``sdp``, ``g711`` and ``rtp`` are formats; ``wire`` is the socket with its retransmissions;
``call`` is one SIP call; ``media`` is what is spoken and heard on it; ``voice`` makes the sound; ``trunk`` joins it all
to the mock. Written apart from the harness's user agent on purpose: two readings of the same RFCs.
"""
