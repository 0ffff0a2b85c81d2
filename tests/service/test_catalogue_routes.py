"""Records, lists and search over HTTP."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from over_http import assert_problem


def test_list_pages_through_every_record_once(client: TestClient) -> None:
    total = client.get("/api/v1/procedures").json()["total"]
    codes = [
        client.get(f"/api/v1/procedures?limit=1&offset={n}").json()["items"][0]["code"] for n in range(total)
    ]
    assert total == len(set(codes)) > 1
    assert client.get(f"/api/v1/procedures?offset={total}").json()["items"] == []


def test_list_filters(client: TestClient) -> None:
    every = client.get("/api/v1/procedures").json()
    found = client.get("/api/v1/procedures", params={"q": "dang ky thuong tru"}).json()
    assert 0 < found["total"] < every["total"]
    assert all("thường trú" in i["name"].casefold() for i in found["items"])
    assert client.get("/api/v1/procedures", params={"level": "nowhere"}).json()["total"] == 0
    by_field = client.get("/api/v1/procedures", params={"field": found["items"][0]["field"]}).json()
    assert {i["field"] for i in by_field["items"]} == {found["items"][0]["field"]}


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "offset=-1", "limit=x", "q=" + "a" * 201])
def test_list_refuses_wrong_parameters(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"/api/v1/procedures?{query}"), 422, "invalid_body")


@pytest.mark.parametrize("code", ["1.004222", "1.004222.000.00.00.H14"])
def test_record_by_national_and_provincial_code(client: TestClient, code: str) -> None:
    record = client.get(f"/api/v1/procedures/{code}").json()
    assert record["code"] == "1.004222"
    assert {"name", "source", "family_members", "flags"} <= set(record)


@pytest.mark.parametrize("code", ["9.999999", "abc", "1.00422", "%00", "..%2f..%2fetc", "1.004222'--", "á"])
def test_unknown_code(client: TestClient, code: str) -> None:
    answer = client.get(f"/api/v1/procedures/{code}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_search_gives_hits_with_scores(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "thường trú"}).json()
    assert body["hits"][0]["score"] == 0.9
    assert {"none", "index_version", "model_version"} <= set(body)


@pytest.mark.parametrize("query", ["", "q=", "q=a&limit=0", "q=" + "a" * 2001])
def test_search_refuses_wrong_parameters(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"/api/v1/search?{query}"), 422, "invalid_body")
