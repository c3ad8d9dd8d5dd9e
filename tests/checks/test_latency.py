from building import call, get_call


def took(elapsed_ms):
    return {"exchanges": [get_call(call(), elapsed_ms=elapsed_ms)], "latency_limit_ms": 500}


def wrong():
    return took(501)


def right():
    return took(499)
