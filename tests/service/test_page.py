"""The chat page in a real browser; the dialogue process is fake, so that replies are known."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_rasa import ANSWER, FakeRasa
from playwright.sync_api import Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def page(url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        width, height = request.param
        opened = browser.new_page(viewport={"width": width, "height": height})
        opened.set_default_timeout(15_000)
        errors: list[str] = []
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(url)
        yield opened
        _screenshot(opened, request.node.name)
        browser.close()
        assert errors == []


def _screenshot(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def ask(page: Page, text: str) -> None:
    page.get_by_label("Câu hỏi").fill(text)
    page.keyboard.press("Enter")


def last(page: Page) -> Any:
    return page.locator(".turn").last


def test_question_and_answer_with_chips_and_sources(page: Page, rasa: FakeRasa) -> None:
    source = {"title": "Cổng dịch vụ công", "url": "https://dichvucong.gov.vn/x"}
    bad = {"title": "xấu", "url": "javascript:alert(1)"}
    reply = ANSWER["replies"][0] | {"sources": [source, bad]}
    rasa.answers = [{"custom": ANSWER | {"replies": [reply]}}]
    assert "máy trả lời tự động" in page.locator(".turn").first.inner_text()
    ask(page, "lệ phí đăng ký thường trú")
    expect(last(page)).to_contain_text("Lệ phí 20.000 đồng.")
    assert page.locator(".links a").evaluate_all("all => all.map(a => a.href)") == [source["url"]]
    page.get_by_role("button", name="Xem thêm").click()
    expect(page.locator(".me")).to_have_count(2)
    expect(page.locator(".waiting")).to_have_count(0)
    assert [m["message"] for m in rasa.messages] == ["lệ phí đăng ký thường trú", "xem thêm"]
    assert len({m["sender"] for m in rasa.messages}) == 1


def test_text_is_never_markup(page: Page, rasa: FakeRasa) -> None:
    attack = "<img src=x onerror=\"document.title='hacked'\"><b>x</b>"
    rasa.answers = [{"custom": ANSWER | {"replies": [{"text": attack, "buttons": [], "sources": []}]}}]
    ask(page, attack)
    expect(last(page)).to_have_text(attack)
    assert page.locator("main img, main b").count() == 0
    assert page.title() == "Hỏi Một Cửa"


def test_failure_is_said_and_can_be_tried_again(page: Page, rasa: FakeRasa) -> None:
    rasa.status = 500
    ask(page, "khai sinh")
    expect(page.locator(".error")).to_contain_text("tạm ngắt")
    rasa.status = 200
    page.get_by_role("button", name="Gửi lại").click()
    expect(last(page)).to_contain_text("Lệ phí")
    assert page.locator(".error").count() == 0
    assert page.locator(".me").count() == 1


def test_service_away(page: Page) -> None:
    page.context.set_offline(True)
    ask(page, "khai sinh")
    expect(page.locator(".error")).to_contain_text("Không kết nối được")
    page.context.set_offline(False)
    page.get_by_role("button", name="Gửi lại").click()
    expect(last(page)).to_contain_text("Lệ phí")


def test_waiting_is_shown_and_new_conversation_drops_the_answer(page: Page, rasa: FakeRasa) -> None:
    rasa.delay = 0.6
    ask(page, "khai sinh")
    expect(page.locator(".waiting")).to_be_visible()
    page.get_by_role("button", name="Trò chuyện mới").click()
    page.wait_for_timeout(900)
    expect(page.locator(".turn")).to_have_count(1)
    ask(page, "tạm trú")
    expect(last(page)).to_contain_text("Lệ phí")
    assert len({m["sender"] for m in rasa.messages}) == 2


def test_fits_the_window_and_works_by_keyboard(page: Page, rasa: FakeRasa) -> None:
    long = {
        "text": "https://example.vn/" + "a" * 300 + "\n\n" + "Một câu dài. " * 200,
        "buttons": [],
        "sources": [],
    }
    rasa.answers = [{"custom": ANSWER | {"replies": [long]}}]
    ask(page, "lệ phí " * 40)
    expect(last(page)).to_contain_text("Một câu dài")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    top = page.evaluate("[...document.querySelectorAll('.bot')].at(-1).getBoundingClientRect().top")
    assert top >= 0, "a long answer is read from its beginning"
    page.get_by_label("Câu hỏi").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gửi"
