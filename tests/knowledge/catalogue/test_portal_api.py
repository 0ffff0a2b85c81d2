"""Detail answers of the portal's API: what is missing is named, what is unknown or unsure is flagged."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.importers.portal_api import record_of
from knowledge.catalogue.models import DocumentKind, FlagReason, Level, Method, Procedure, TimeUnit
from knowledge.catalogue.report import ImportRefusedError

TODAY = dt.date(2026, 11, 23)


def detail(**values: Any) -> dict[str, Any]:
    return {
        "id": "abc",
        "codeNotation": "1.000001.000.00.00.H14",
        "code": "x",
        "name": "Cấp thẻ",
        "decisionNumber": "12/QĐ-BTP",
        "levels": ["Cấp xã", "Cấp tỉnh"],
        "categoriesDetails": [{"name": "Thử"}],
        "executionDepartments": [{"name": "UBND xã"}, {"name": "Không có thông tin"}],
        "executionMethods": [way()],
        "executionCases": [{"name": "- Lần đầu", "profileComponents": [paper()]}],
        **values,
    }


def way(**values: Any) -> dict[str, Any]:
    fees = [{"value": "5000", "description": "do HĐND tỉnh quy định"}]
    time = {"processingTime": 3, "processingTimeUnit": "WORKING_DAY"}
    return {"submissionMethod": "ONLINE", **time, "fees": fees, **values}


def paper(**values: Any) -> dict[str, Any]:
    return {"name": "- Tờ khai", "originalQty": 1, "copyQty": 0, "attachments": [{"name": "CT01.docx"}], **values}


def read(**values: Any) -> Procedure:
    return record_of(detail(**values), TODAY, TODAY)


def reasons(record: Procedure) -> list[tuple[str, FlagReason]]:
    return [(f.field, f.reason) for f in record.flags]


def test_good_answer() -> None:
    record = read()
    assert (record.code, record.organisation) == ("1.000001", "000.00.00.H14")
    assert record.levels == (Level.COMMUNE, Level.PROVINCE)
    assert record.agency.executing == "UBND xã"
    (channel,) = record.channels
    assert (channel.method, channel.time.value, channel.time.unit) == (Method.ONLINE, 3, TimeUnit.WORKING_DAY)
    assert (channel.fees[0].amount, channel.fees[0].set_by_council) == (5000, True)
    (case,) = record.cases
    (document,) = case.documents
    assert (case.name, document.name, document.form, document.kind) == ("Lần đầu", "Tờ khai", "CT01.docx", "submit")
    assert record.source.url.endswith("/thu-tuc-hanh-chinh/abc")
    assert record.flags == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"codeNotation": "", "code": ""}, "code"),
        ({"codeNotation": {}}, "codeNotation"),
        ({"name": "Không có thông tin"}, "name"),
        ({"executionMethods": "ONLINE"}, "executionMethods"),
        ({"executionMethods": [3]}, "executionMethods"),
        ({"executionMethods": [way(submissionMethod="BOAT")]}, "executionMethods.submissionMethod"),
        ({"executionMethods": [way(fees={"value": 3})]}, "fees"),
        ({"executionCases": [{"profileComponents": 1}]}, "profileComponents"),
        ({"executionDepartments": 5}, "executionDepartments"),
        ({"requirementsAndConditions": []}, "requirementsAndConditions"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name(change: dict[str, Any], field: str) -> None:
    with pytest.raises(ImportRefusedError) as refused:
        read(**change)
    assert refused.value.field == field
    assert "abc" in refused.value.file


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        ({"moi": 1}, ("moi", FlagReason.UNMAPPED)),
        ({"levels": ["Cấp xã", "Cấp trời"]}, ("levels", FlagReason.UNMAPPED)),
        ({"executionMethods": [way(processingTimeUnit="MOON")]}, ("time", FlagReason.UNIT_LOST)),
        ({"executionMethods": [way(processingTime="ba")]}, ("time", FlagReason.UNIT_LOST)),
        ({"executionMethods": [way(processingTime=-3)]}, ("time", FlagReason.UNIT_LOST)),
        ({"executionMethods": [way(fees=[{"value": "50%"}])]}, ("fee", FlagReason.AMBIGUOUS_TABLE)),
        ({"executionMethods": [way(fees=[{"value": 100}])]}, ("fee", FlagReason.IMPLAUSIBLE)),
        ({"executionCases": [{"profileComponents": [paper(originalQty="ba")]}]}, ("cases", FlagReason.AMBIGUOUS_TABLE)),
        ({"executionCases": [{"profileComponents": [paper(copyQty=1.5)]}]}, ("cases", FlagReason.AMBIGUOUS_TABLE)),
        ({"profileComponents": [paper(name="Giấy nữa")]}, ("cases", FlagReason.AMBIGUOUS_TABLE)),
        ({"decisionNumber": "Demo/QĐ"}, ("decision", FlagReason.UNCONFIRMED)),
    ],
)
def test_what_is_not_certain_is_flagged(change: dict[str, Any], flag: tuple[str, FlagReason]) -> None:
    assert reasons(read(**change)) == [flag]


def test_value_without_unit_or_number_stays_empty() -> None:
    (channel,) = read(executionMethods=[way(processingTimeUnit=None, fees=[{"value": "50%"}])]).channels
    assert (channel.time.value, channel.fees[0].amount) == (None, None)


def test_papers_beside_the_cases_that_the_cases_hold_too() -> None:
    assert read(profileComponents=[paper()]).flags == ()


def test_remark_and_unknown_quantity() -> None:
    rows = [paper(originalQty=0), paper(originalQty=None, copyQty=None), paper(name=" ")]
    (case,) = read(executionCases=[{"profileComponents": rows}]).cases
    assert [d.kind for d in case.documents] == [DocumentKind.NOTE, DocumentKind.SUBMIT]
    assert case.documents[1].originals is None


def test_names_come_as_objects_texts_or_one_of_them() -> None:
    for given_ in ([{"name": "A"}], ["A"], "A", {"name": "A"}, [{"address": "A"}]):
        assert read(executionDepartments=given_).agency.executing == "A"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("1e999999"),
    lambda inner: st.lists(inner, max_size=2)
    | st.dictionaries(
        st.sampled_from(["name", "code", "description", "value", "fees", "submissionMethod", "processingTime",
                         "originalQty", "copyQty", "attachments", "profileComponents"]), inner, max_size=3,
    ),
    max_leaves=8,
)  # fmt: skip


names = [*detail(), "profileComponents", "resultsDetails", "executionSteps", "note", "legalBasisesDetails", "level"]


@given(st.dictionaries(st.sampled_from([*names, "subjectTypesDetails"]), json_values, max_size=4))
@settings(max_examples=300)
def test_any_answer_is_read_or_refused(change: dict[str, Any]) -> None:
    try:
        record = read(**change)
    except ImportRefusedError as error:
        field = error.field
    else:
        assert record == Procedure.model_validate(record.model_dump())
        return
    assert field
