from building import ask, flow, found_by, page, post_flow, tm

FLOWS = [flow(900 + second, second=second) for second in range(5)]
NEWEST = FLOWS[::-1]


def flows(*documents, token="", query=""):
    return ask("GET /flows", page(*documents, token=token), query=query)


def collection(*exchanges):
    return found_by("collection", exchanges)


def walk(*pages):
    """Walk pages of two, each asked for with the token of the one before."""
    asked, exchanges = "page_size=2", []
    for index, documents in enumerate(pages):
        token = documents[-1]["tm_create"] if index < len(pages) - 1 else ""
        exchanges.append(flows(*documents, token=token, query=asked))
        asked = f"page_size=2&page_token={token.replace(' ', '%20')}"
    return exchanges


def wrong():
    return {"exchanges": [flows(FLOWS[0], FLOWS[1])]}


def right():
    created = [post_flow(one) for one in FLOWS]
    return {"exchanges": [*created, flows(*NEWEST), *walk(NEWEST[:2], NEWEST[2:4], NEWEST[4:])]}


def test_a_page_is_no_larger_than_asked_for():
    assert collection(flows(*NEWEST[:3], query="page_size=2")) == ["collection at $.result"]
    assert collection(flows(*NEWEST[:3], query="page_size=0")) == []


def test_no_item_comes_twice():
    assert collection(flows(NEWEST[0], NEWEST[0])) == ["collection at $.result[1].id"]
    assert "collection at $.result[0].id" in collection(*walk(NEWEST[:2], NEWEST[1:3], NEWEST[3:]))


def test_no_item_is_left_out():
    created = [post_flow(one) for one in FLOWS]
    assert collection(*created, flows(*NEWEST[:4])) == ["collection at $.result"]
    assert collection(*created, *walk(NEWEST[:2], NEWEST[3:])) == ["collection at $.result"]


def test_a_page_is_older_than_its_token():
    token = tm(3).replace(" ", "%20")
    assert collection(flows(NEWEST[0], query=f"page_token={token}")) == ["collection at $.result[0].tm_create"]


def test_the_token_is_the_time_of_the_last_item():
    assert collection(flows(*NEWEST[:2], token=tm(4))) == ["collection at $.next_page_token"]
    assert collection(flows(token=tm(4))) == ["collection at $.next_page_token"]


def test_a_walk_goes_on():
    assert "collection at $.next_page_token" in collection(flows(NEWEST[0], token="on", query="page_token=on"))
