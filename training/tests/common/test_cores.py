from training.common import cores


def test_no_more_threads_than_cores(monkeypatch):
    monkeypatch.setattr(cores, "cores", lambda: 2)
    assert cores.threads(8) == 2
    assert cores.threads(1) == 1
    assert cores.threads(0) == 1


def test_there_is_a_core():
    assert cores.cores() >= 1
