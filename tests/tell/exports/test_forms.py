"""Every form can be written, of something and of nothing, and twice the same."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile

import pytest

from stemma.model import Ledger
from stemma.tell.exports.forms import FORMS, given
from tests.tell.hand import ledger


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("ledgers", [[ledger()], [Ledger()], []], ids=["a story", "no report", "no ledger"])
def test_a_form_is_written_whole_and_the_same_each_time(name: str, ledgers: list[Ledger]) -> None:
    form = FORMS[name]
    data = form.write(given(ledgers))
    assert data == form.write(given(ledgers))
    if form.suffix in (".zip", ".xlsx", ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert parts.testzip() is None
            assert {i.date_time for i in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    elif "json" in form.suffix:
        assert json.loads(data) is not None
    else:
        assert data.decode() or name == "ris"


def test_what_takes_long_to_load_is_loaded_only_to_write_it() -> None:
    code = "import sys, stemma.tell.exports.forms; print([m for m in ('docx', 'xlsxwriter', 'matplotlib') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip() == "[]"
