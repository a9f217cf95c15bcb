"""The typed table, and the file that survives damage, newer programs and full disks."""

import json

import pytest

from mockinterview.core.problems import PlaceProblem
from mockinterview.settings import ALL, Setting, Settings, table
from mockinterview.settings.upgrades import STEPS, VERSION, upgraded


@pytest.fixture
def file(tmp_path):
    return tmp_path / "naïve 設定" / "settings.json"


@pytest.fixture
def settings(file):
    file.parent.mkdir()
    return Settings(file)


def kept(file):
    return json.loads(file.read_text(encoding="utf-8"))["values"]


def test_every_setting_of_the_module_stands_in_the_table():
    constants = {value.key for value in vars(table).values() if isinstance(value, Setting)}
    assert constants == set(ALL)


def test_a_doubled_key_is_a_mistake_in_the_table():
    with pytest.raises(AssertionError, match="twice"):
        table.by_key((Setting("a", 1), Setting("a", "x")))


def test_a_default_outside_its_own_limits_is_a_mistake_in_the_table():
    with pytest.raises(AssertionError, match="own default"):
        table.by_key((Setting("a", 1, least=2),))


@pytest.mark.parametrize(
    ("setting", "value", "allowed"),
    [
        (table.THEME, "dark", True),
        (table.THEME, "pink", False),
        (table.THEME, None, False),
        (table.TEXT_PERCENT, 80, True),
        (table.TEXT_PERCENT, 79, False),
        (table.TEXT_PERCENT, 200, True),
        (table.TEXT_PERCENT, 201, False),
        (table.TEXT_PERCENT, True, False),
        (table.TEXT_PERCENT, 100.0, False),
        (table.SHOW_TIMER, False, True),
        (table.SHOW_TIMER, 0, False),
        (table.VOICE_RATE, 0.5, True),
        (table.VOICE_RATE, 1, True),
        (table.VOICE_RATE, float("nan"), False),
        (table.VOICE_RATE, "1", False),
    ],
)
def test_what_a_setting_allows(setting, value, allowed):
    assert setting.allows(value) is allowed


def test_defaults_hold_without_a_file(settings, file):
    assert settings.get(table.TARGET_SECONDS) == 120
    assert settings.get(table.THEME) == "system"
    assert settings.problem is None
    assert not file.exists()


def test_what_is_set_holds_in_the_next_run(settings, file):
    settings.set(table.MICROPHONE, "Mikrofon “Größe” 麦克风")
    settings.set(table.SHOW_PACE, False)
    settings.set(table.VOICE_RATE, 1)
    again = Settings(file)
    assert again.get(table.MICROPHONE) == "Mikrofon “Größe” 麦克风"
    assert again.get(table.SHOW_PACE) is False
    assert type(again.get(table.VOICE_RATE)) is float
    assert [entry.name for entry in file.parent.iterdir()] == ["settings.json"]


def test_a_value_that_is_not_allowed_changes_nothing(settings, file):
    with pytest.raises(ValueError, match="theme"):
        settings.set(table.THEME, "pink")
    assert settings.get(table.THEME) == "system"
    assert not file.exists()


def test_listeners_hear_of_changes_only(settings):
    heard = []
    settings.on_change(table.TEXT_PERCENT, heard.append)
    settings.set(table.TEXT_PERCENT, 100)
    settings.set(table.TEXT_PERCENT, 125)
    settings.set(table.TEXT_PERCENT, 125)
    settings.set(table.SHOW_TIMER, False)
    assert heard == [125]


def test_setting_the_same_again_does_not_write(settings, file):
    settings.set(table.TEXT_PERCENT, 125)
    file.unlink()
    settings.set(table.TEXT_PERCENT, 125)
    assert not file.exists()


def test_unknown_keys_and_values_are_kept(settings, file):
    later = {"format": "mockinterview-settings", "version": 99, "values": {"theme": "sepia", "hologram": [1, {"a": 2}]}}
    file.write_text(json.dumps(later))
    ours = Settings(file)
    assert ours.get(table.THEME) == "system"
    ours.set(table.TEXT_PERCENT, 125)
    assert kept(file) == {"theme": "sepia", "hologram": [1, {"a": 2}], "text_percent": 125}
    assert json.loads(file.read_text())["version"] == 99


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\x00" * 300,
        b'{"format": "mockinterview-settings", "version": 1, "val',
        b"[]",
        b"7",
        b'{"values": {}}',
        b'{"version": true, "values": {}}',
        b'{"version": 0, "values": {}}',
        b'{"version": 1, "values": []}',
        b'{"version": 1, "values": {"text_percent": "\xff\xfe"}}',
        b'{"version": ' + b"9" * 5_000 + b', "values": {}}',
        b"[" * 200_000,
        b'{"version": 1, "values": {}}' + b" " * 1_000_001,
    ],
    ids=str,
)
def test_a_damaged_file_is_put_aside_and_defaults_hold(settings, file, damage):
    file.write_bytes(damage)
    fresh = Settings(file)
    assert fresh.get(table.THEME) == "system"
    assert isinstance(fresh.problem, PlaceProblem)
    [aside] = file.parent.iterdir()
    assert aside.name.startswith("settings.json.damaged-")
    assert aside.read_bytes() == damage
    assert aside.name in fresh.problem.sentence
    fresh.set(table.THEME, "dark")
    assert Settings(file).get(table.THEME) == "dark"


def test_a_file_that_cannot_be_read_is_said_and_left_alone(settings, file):
    file.mkdir()
    fresh = Settings(file)
    assert fresh.get(table.TEXT_PERCENT) == 100
    assert fresh.problem.what.startswith("The settings could not be read")
    assert file.is_dir()


def test_a_file_that_cannot_be_written_is_said_and_the_value_holds(tmp_path):
    settings = Settings(tmp_path / "gone" / "settings.json")
    heard = []
    settings.on_change(table.THEME, heard.append)
    with pytest.raises(PlaceProblem, match="only until the program is closed"):
        settings.set(table.THEME, "dark")
    assert settings.get(table.THEME) == "dark"
    assert heard == ["dark"]


def test_a_write_that_fails_half_way_leaves_the_old_file(settings, file):
    settings.set(table.THEME, "dark")
    before = file.read_bytes()
    file.with_name(".settings.json.new").mkdir()
    with pytest.raises(PlaceProblem):
        settings.set(table.THEME, "light")
    assert file.read_bytes() == before


def test_upgrades_run_from_the_files_version_on():
    steps = (
        lambda values: {**values, "one": 1},
        lambda values: {**values, "two": values.get("one", 0) + 1},
    )
    assert upgraded({}, 1, steps) == {"one": 1, "two": 2}
    assert upgraded({"one": 5}, 2, steps) == {"one": 5, "two": 6}
    assert upgraded({"x": 1}, 3, steps) == {"x": 1}
    assert upgraded({"x": 1}, 9, steps) == {"x": 1}


def test_every_upgrade_has_a_test():
    tested = 0
    assert len(STEPS) == tested
    assert len(STEPS) + 1 == VERSION
