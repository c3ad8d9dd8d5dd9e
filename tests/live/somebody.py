"""Somebody else on the same account: what they have made, and how the numbers are set, must outlast every run."""

from __future__ import annotations

from typing import Any

import httpx

from tests.live.mocking import LISTENS, LONG, SECOND, SOURCE, TALK, THIRD, tel

KEY = {"accesskey": "demo-access-key"}
NIL = "00000000-0000-0000-0000-000000000000"


class Somebody:
    """A user of the account ``demo`` behind ``http``, who has given two of its numbers a flow."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.flow = self.make_flow("somebody else's")
        self.flows, self.calls, self.inline = {self.flow}, set[str](), set[str]()
        for number in (SECOND, THIRD):
            path = f"/numbers/{self.number(number)['id']}/flow_ids"
            self.ask("PUT", path, {"call_flow_id": self.flow, "message_flow_id": NIL})

    def ask(self, method: str, path: str, body: Any = None, **params: str) -> Any:
        answer = self._http.request(method, f"/v1.0{path}", params={**KEY, **params}, json=body)
        return answer.raise_for_status().json()

    def make_flow(self, name: str) -> str:
        return str(
            self.ask("POST", "/flows", {"name": name, "detail": "", "actions": [{"type": "answer"}, *LONG]})["id"]
        )

    def number(self, number: str) -> dict[str, Any]:
        return next(item for item in self.listed("numbers") if item["number"] == number)

    def use(self) -> None:
        """Make a flow of a name that the run uses too, and calls from its source to its callees."""
        self.flows.add(self.make_flow("kept"))
        for number in (LISTENS, SECOND):
            body = {"source": tel(SOURCE), "destinations": [tel(number)], "actions": [*TALK, *LONG]}
            made = self.ask("POST", "/calls", body)
            (call,) = made if isinstance(made, list) else made["calls"]
            self.calls.add(call["id"])
            self.inline.add(call["flow_id"])

    def listed(self, collection: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        token: str | None = ""
        while token is not None:
            page = self.ask("GET", f"/{collection}", page_size="100", **({"page_token": token} if token else {}))
            found += page["result"]
            token = page.get("next_page_token") or None
        return found

    def find_all_theirs_and_no_more(self) -> None:
        """Fail unless the account holds what they have made, all of it, and nothing else."""
        calls = {call["id"]: call for call in self.listed("calls") if call["direction"] == "outgoing"}
        ended = {key: calls[key] for key in self.calls if calls[key]["status"] == "hangup"}
        left = {key: call for key, call in calls.items() if call["status"] != "hangup" and key not in self.calls}
        assert not ended, f"calls of somebody else that have ended: {ended}"
        assert not left, f"calls of the run that have not: {left}"
        assert {flow["id"] for flow in self.listed("flows")} == self.flows
        assert all(self.ask("GET", f"/flows/{flow}")["id"] == flow for flow in self.inline)
        assert {self.number(number)["call_flow_id"] for number in (SECOND, THIRD)} == {self.flow}
