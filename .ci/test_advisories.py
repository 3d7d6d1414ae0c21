"""What .ci/advisories says of an answer, of a silence, and of what is borne."""

import importlib.machinery
import importlib.util
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

FILE = Path(__file__).parent / "advisories"


@pytest.fixture
def check(tmp_path, monkeypatch):
    loader = importlib.machinery.SourceFileLoader("advisories", str(FILE))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("advisories", loader))
    loader.exec_module(module)
    components = [
        {"group": "a", "purl": "pkg:maven/a/bad@1?type=jar"},
        {"group": "a", "purl": "pkg:maven/a/good@2?type=jar"},
        {"group": "org.skycast", "purl": "pkg:maven/org.skycast/schemas@1?type=jar"},
    ]
    (tmp_path / "bom.json").write_text(json.dumps({"components": components}))
    monkeypatch.setattr(module, "HOME", tmp_path)
    monkeypatch.setattr(module, "BILLS", ("bom.json",))
    monkeypatch.setattr(module, "ACCEPTED", tmp_path / "accepted")
    monkeypatch.delenv("SKYCAST_ADVISORIES", raising=False)
    return module


@pytest.fixture
def database(check, monkeypatch):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            bad = [{"vulns": [{"id": "X-1"}]} if "/bad@" in q["package"]["purl"] else {} for q in queries]
            answer = json.dumps({"results": bad}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(check, "DATABASE", f"http://127.0.0.1:{server.server_port}/")
    yield
    server.shutdown()


def test_an_open_advisory_is_an_error(check, database, capsys):
    assert check.main() == 1
    out = capsys.readouterr().out
    assert "pkg:maven/a/bad@1 X-1" in out
    assert "2 packages were asked about, 1 advisories are open." in out


def test_what_is_borne_is_named_and_no_error(check, database, capsys):
    check.ACCEPTED.write_text("# why\nX-1 it is not reached\n")
    assert check.main() == 0
    assert "X-1 accepted: it is not reached" in capsys.readouterr().out


@pytest.mark.parametrize(("required", "code"), [("", 0), ("required", 1)])
def test_a_silence_is_said_aloud(check, monkeypatch, capsys, required, code):
    monkeypatch.setattr(check, "DATABASE", "http://127.0.0.1:1/")
    monkeypatch.setenv("SKYCAST_ADVISORIES", required)
    assert check.main() == code
    assert "ADVISORIES WERE NOT CHECKED" in capsys.readouterr().err


def test_a_missing_bill_is_an_error(check, capsys):
    (check.HOME / "bom.json").unlink()
    assert check.main() == 1
    assert "build first" in capsys.readouterr().err
