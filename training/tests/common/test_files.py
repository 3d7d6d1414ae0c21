from training.common import files


def test_a_digest_of_code_sees_what_is_done_and_not_how_it_is_told(monkeypatch):
    texts = {"before": 'def f(x):\n    """Says."""\n    return x + 1\n'}
    texts |= {"told": "def f(x):\n    # Why.\n    return x  +  1\n", "done": "def f(x):\n    return x + 2\n"}
    monkeypatch.setattr(files.inspect, "getsource", texts.get)
    before, told, done = (files.code(name) for name in texts)
    assert before == told != done


def test_a_digest_of_code_does_not_see_where_names_are_imported_from(monkeypatch):
    texts = {"before": "import a\nfrom b import c\n\ndef f(x):\n    from d import e\n    return c(e, x)\n"}
    texts |= {"moved": "import a\nfrom g.b import c\n\ndef f(x):\n    from g.d import e\n    return c(e, x)\n"}
    texts |= {"done": texts["before"].replace("c(e, x)", "c(x, e)"), "nothing": "import a\n"}
    monkeypatch.setattr(files.inspect, "getsource", texts.get)
    before, moved, done, nothing = (files.code(name) for name in texts)
    assert before == moved and len({before, done, nothing}) == 3
