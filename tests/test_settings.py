from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.errors import BotError, ConfigError, FaultsError
from bot.settings import Settings, find_folders, load_settings, packaged, read_variables, salvage_settings

ROOT = Path(__file__).parent.parent
SECRET = "MTIz.secret.token"


def configured(folder: Path, text: str, env: str = "") -> Path:
    """A working folder with ``config/settings.toml`` and perhaps ``.env``."""
    (folder / "config").mkdir()
    (folder / "config" / "settings.toml").write_text(text, encoding="utf-8")
    if env:
        (folder / ".env").write_text(env, encoding="utf-8")
    return folder


def faults_of(environ: dict[str, str], folder: Path) -> list[BotError]:
    """Everything that is wrong with the settings of a folder."""
    with pytest.raises(BotError) as caught:
        load_settings(environ, folder)
    return list(caught.value.faults) if isinstance(caught.value, FaultsError) else [caught.value]


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    """A fresh folder serves the packaged interview; nothing has to be written first."""
    settings = load_settings({}, tmp_path)
    assert settings == Settings(config=packaged("config"), corpus=packaged("corpus"))
    assert settings.discord_token is None


def test_the_shipped_file_changes_no_default() -> None:
    """``config/settings.toml`` shows operators the defaults and not others."""
    assert load_settings({}, ROOT) == Settings(config=ROOT / "config", corpus=ROOT / "corpus")


def test_the_later_place_wins(tmp_path: Path) -> None:
    """The environment is stronger than ``.env``, which is stronger than the file."""
    folder = configured(
        tmp_path,
        'language = "zh-TW"\nquestion_limit = 100\nlog_level = "error"\n',
        "INTERVIEW_BOT_QUESTION_LIMIT=200\nINTERVIEW_BOT_LOG_LEVEL=debug\n",
    )
    settings = load_settings({"INTERVIEW_BOT_LOG_LEVEL": "warning", "OTHER": "x"}, folder)
    assert (settings.language, settings.question_limit, settings.log_level) == ("zh-TW", 200, "warning")


def test_a_file_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    """A byte order mark neither hides the token in ``.env`` nor spoils the first line of the settings."""
    folder = configured(tmp_path, '\ufefflanguage = "en"\r\n', f"\ufeffDISCORD_TOKEN={SECRET}\r\n")
    settings = load_settings({}, folder)
    assert settings.language == "en"
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == SECRET


@pytest.mark.parametrize(
    ("variable", "value", "name", "expected"),
    [
        ("INTERVIEW_BOT_LANGUAGE", "en", "language", "en"),
        ("INTERVIEW_BOT_SHARD_COUNT", "4", "shard_count", 4),
        ("INTERVIEW_BOT_SHARD_COUNT", "auto", "shard_count", "auto"),
        ("INTERVIEW_BOT_ASK_CHANNELS", " 提问, 123 ,,", "ask_channels", ("提问", "123")),
        ("INTERVIEW_BOT_ASK_CHANNELS", "", "ask_channels", ()),
        ("INTERVIEW_BOT_ACCENT_COLOUR", "#00FF7f", "accent", 0x00FF7F),
        ("INTERVIEW_BOT_PROXY", "http://localhost:8080", "proxy", "http://localhost:8080"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "050", "question_limit", 50),
        ("INTERVIEW_BOT_DAILY_GRACE_HOURS", "3", "daily_grace_hours", 3),
        ("INTERVIEW_BOT_IDENTIFY_CONCURRENCY", "16", "identify_concurrency", 16),
        ("INTERVIEW_BOT_MESSAGE_CONTENT", "true", "message_content", True),
        ("INTERVIEW_BOT_MESSAGE_CONTENT", "False", "message_content", False),
        ("INTERVIEW_BOT_CACHE", "/var/cache/bot", "cache", Path("/var/cache/bot")),
        ("INTERVIEW_BOT_WATCH", "true", "watch", True),
        ("INTERVIEW_BOT_LOG_FORMAT", "json", "log_format", "json"),
        ("INTERVIEW_BOT_STATUS_PORT", "9464", "status_port", 9464),
        ("INTERVIEW_BOT_STATUS_HOST", "0.0.0.0", "status_host", "0.0.0.0"),
        ("INTERVIEW_BOT_CARD_FONT", "/fonts/song.ttf", "card_font", Path("/fonts/song.ttf")),
        ("INTERVIEW_BOT_EXPAND_URL", "http://localhost:11434/v1", "expand_url", "http://localhost:11434/v1"),
        ("INTERVIEW_BOT_EXPAND_MODEL", "qwen3", "expand_model", "qwen3"),
        ("INTERVIEW_BOT_EXPAND_KEY", f" {SECRET}\n", "expand_key", SecretStr(SECRET)),
        ("INTERVIEW_BOT_DATABASE", "sqlite:///x.db", "database", SecretStr("sqlite:///x.db")),
    ],
)
def test_every_kind_of_setting_can_be_a_variable(
    tmp_path: Path, variable: str, value: str, name: str, expected: object
) -> None:
    """The text of a variable becomes the value that TOML would hold."""
    assert getattr(load_settings({variable: value}, tmp_path), name) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ('ask_channels = ["a", "1"]', "ask_channels", ("a", "1")),
        ('shard_count = "auto"', "shard_count", "auto"),
        ("shard_count = 3", "shard_count", 3),
        ('proxy = "https://p"', "proxy", "https://p"),
        ('accent_colour = "#010203"', "accent", 0x010203),
        ('shard_count = 16\nshards = "4-7"', "shard_ids", [4, 5, 6, 7]),
        ('shard_count = 16\nshards = "15"', "shard_ids", [15]),
        ("shard_count = 16", "shard_ids", None),
        ('card_font = "song.ttf"', "card_font", Path("song.ttf")),
    ],
)
def test_every_kind_of_setting_can_stand_in_the_file(tmp_path: Path, text: str, name: str, expected: object) -> None:
    """Lists, numbers and words are those of TOML."""
    assert getattr(load_settings({}, configured(tmp_path, text)), name) == expected


@pytest.mark.parametrize(
    ("text", "code", "key", "line"),
    [
        ("\nlanguge = 'en'", "key-unknown", "languge", 2),
        ("language = 'fr'", "key-value", "language", 1),
        ("shard_count = 0", "key-value", "shard_count", 1),
        ("shard_count = 'many'", "key-value", "shard_count", 1),
        ("shard_count = 1.0", "key-value", "shard_count", 1),
        ("ask_channels = 'a'", "key-value", "ask_channels", 1),
        ("ask_channels = [1]", "key-value", "ask_channels", 1),
        ("accent_colour = 'red'", "key-value", "accent_colour", 1),
        ("proxy = 'socks5://p'", "key-value", "proxy", 1),
        ("question_limit = 49", "key-value", "question_limit", 1),
        ("question_limit = '500'", "key-value", "question_limit", 1),
        ("log_level = 'loud'", "key-value", "log_level", 1),
        ("log_format = 'xml'", "key-value", "log_format", 1),
        ("status_port = 0", "key-value", "status_port", 1),
        ("status_port = 65536", "key-value", "status_port", 1),
        ("status_host = ''", "key-value", "status_host", 1),
        ("daily_grace_hours = 0", "key-value", "daily_grace_hours", 1),
        ("daily_grace_hours = 24", "key-value", "daily_grace_hours", 1),
        ("database = 1", "key-value", "database", 1),
        ("card_font = 1", "key-value", "card_font", 1),
        ("identify_concurrency = 0", "key-value", "identify_concurrency", 1),
        ("shards = 'all'", "key-value", "shards", 1),
        ("shards = '0-3'", "key-value", "shards", 1),
        ("shard_count = 16\nshards = '3-1'", "key-value", "shards", 2),
        ("shard_count = 16\nshards = '8-16'", "key-value", "shards", 2),
        ("shard_count = 'auto'\nshards = '0-3'", "key-value", "shards", 2),
        ("expand_url = 'localhost:11434'", "key-value", "expand_url", 1),
        ("expand_url = 'http://me:word@localhost'", "key-value", "expand_url", 1),
        ("expand_url = 'http://[::1'", "key-value", "expand_url", 1),
        ("expand_url = 'http://a:99999'", "key-value", "expand_url", 1),
        ("expand_url = 1", "key-value", "expand_url", 1),
        ("expand_model = ''", "key-value", "expand_model", 1),
        ("expand_key = 'x'", "setting-misplaced", "expand_key", 1),
        ("discord_token = 'x'", "setting-misplaced", "discord_token", 1),
        ("\ncorpus = 'x'", "setting-misplaced", "corpus", 2),
        ("config = 'x'", "setting-misplaced", "config", 1),
    ],
)
def test_a_wrong_setting_is_one_fault_with_its_line(tmp_path: Path, text: str, code: str, key: str, line: int) -> None:
    """A misspelled key is not passed over, a wrong value is told once, secrets do not belong in the file."""
    folder = configured(tmp_path, text)
    (fault,) = faults_of({}, folder)
    assert isinstance(fault, ConfigError)
    assert (fault.code, fault.details["key"], fault.line) == (code, key, line)
    assert fault.path == folder / "config" / "settings.toml"


@pytest.mark.parametrize(
    ("variable", "value", "code"),
    [
        ("INTERVIEW_BOT_LANGUGE", "en", "key-unknown"),
        ("INTERVIEW_BOT_LANGUAGE", "", "key-value"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "many", "key-value"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "-1", "key-value"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "--5", "key-value"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "²", "key-value"),
        ("INTERVIEW_BOT_QUESTION_LIMIT", "9" * 5000, "key-value"),
        ("INTERVIEW_BOT_SHARD_COUNT", "0", "key-value"),
        ("INTERVIEW_BOT_MESSAGE_CONTENT", "maybe", "key-value"),
        ("INTERVIEW_BOT_EXPAND_URL", "ftp://a", "key-value"),
        ("INTERVIEW_BOT_EXPAND_KEY", "a\nb", "key-value"),
        ("INTERVIEW_BOT_EXPAND_KEY", "密钥", "key-value"),
    ],
)
def test_a_wrong_variable_is_named_as_it_was_written(tmp_path: Path, variable: str, value: str, code: str) -> None:
    """An operator looks for the variable and not for a key of a file, and no value is a traceback."""
    (fault,) = faults_of({variable: value}, tmp_path)
    assert (fault.code, fault.details["key"], fault.path, fault.line) == (code, variable, None, None)


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    """Variables first, then the file from top to bottom."""
    folder = configured(tmp_path, "log_level = 1\nlanguge = 1\nproxy = 1\n")
    found = [(fault.details["key"], fault.line) for fault in faults_of({"INTERVIEW_BOT_SHARD_COUNT": "x"}, folder)]
    assert found == [("INTERVIEW_BOT_SHARD_COUNT", None), ("log_level", 1), ("languge", 2), ("proxy", 3)]


@pytest.mark.parametrize(
    ("variable", "name"), [("DISCORD_TOKEN", "discord_token"), ("INTERVIEW_BOT_EXPAND_KEY", "expand_key")]
)
def test_a_secret_never_shows(tmp_path: Path, variable: str, name: str) -> None:
    """A log or a traceback that holds the settings holds neither the token nor the key."""
    settings = load_settings({variable: f" {SECRET}\n"}, tmp_path)
    assert getattr(settings, name).get_secret_value() == SECRET
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert SECRET not in shown


@pytest.mark.parametrize(
    "variables",
    [
        {"DISCORD_TOKEN": SECRET, "INTERVIEW_BOT_LANGUAGE": "fr"},
        {"INTERVIEW_BOT_EXPAND_KEY": SECRET, "INTERVIEW_BOT_LANGUAGE": "fr"},
        {"INTERVIEW_BOT_EXPAND_KEY": SECRET + "密"},
        {"INTERVIEW_BOT_EXPAND_URL": f"http://me:{SECRET}@localhost"},
    ],
)
def test_a_secret_in_or_beside_a_fault_does_not_show(tmp_path: Path, variables: dict[str, str]) -> None:
    """No fault quotes the token or the key, be it of another setting or of the secret itself."""
    (fault,) = faults_of(variables, tmp_path)
    assert SECRET not in str(fault) + repr(fault) + repr(fault.details)


def test_the_databases_password_never_shows(tmp_path: Path) -> None:
    """Neither does the address of a database, which may hold a password."""
    settings = load_settings({"INTERVIEW_BOT_DATABASE": f"postgresql://bot:{SECRET}@host/name"}, tmp_path)
    assert SECRET in settings.database.get_secret_value()
    for shown in (repr(settings), str(settings), settings.model_dump_json(), repr(settings.model_dump())):
        assert SECRET not in shown


def test_settings_cannot_be_changed(settings: Settings) -> None:
    """Settings are read once for the whole process."""
    with pytest.raises(ValidationError):
        settings.language = "en"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("variables", "made", "config", "corpus"),
    [
        ({}, (), packaged("config"), packaged("corpus")),
        ({}, ("config",), Path("config"), packaged("corpus")),
        ({}, ("config", "corpus"), Path("config"), Path("corpus")),
        ({"INTERVIEW_BOT_CORPUS": "mine"}, ("corpus",), packaged("config"), Path("mine")),
        ({"INTERVIEW_BOT_CONFIG": "/etc/bot"}, ("config",), Path("/etc/bot"), packaged("corpus")),
    ],
)
def test_folders_are_those_named_then_those_at_hand_then_the_packaged_ones(
    tmp_path: Path, variables: dict[str, str], made: tuple[str, ...], config: Path, corpus: Path
) -> None:
    """A named folder counts even if it does not exist, so that its absence is told; names are relative to here."""
    for name in made:
        (tmp_path / name).mkdir()
    assert find_folders(variables, tmp_path) == (tmp_path / config, tmp_path / corpus)


def test_the_packaged_folders_exist() -> None:
    """What is served without any folder is really there."""
    assert (packaged("config") / "settings.toml").is_file()
    assert list(packaged("corpus").glob("*.md"))


def test_variables_without_a_value_are_not_set(tmp_path: Path) -> None:
    """A bare name in ``.env`` is passed over, quotes and comments are not part of a value."""
    (tmp_path / ".env").write_text("A\nB='x y' # note\nC=\n", encoding="utf-8")
    assert read_variables({"C": "own"}, tmp_path) == {"B": "x y", "C": "own"}


def test_an_unreadable_env_file_is_named(tmp_path: Path) -> None:
    """A file saved in another encoding is told with its line instead of a traceback."""
    (tmp_path / ".env").write_bytes("A=1\nB=甲\n".encode("gb18030"))
    (fault,) = faults_of({}, tmp_path)
    assert (fault.code, fault.path, fault.line) == ("not-utf8", tmp_path / ".env", 2)


@pytest.mark.parametrize("line", ["INTERVIEW_BOT_CONFIG={}", 'INTERVIEW_BOT_CONFIG="/{}/{}"'])
def test_a_folder_that_cannot_be_looked_into_is_one_fault(tmp_path: Path, line: str) -> None:
    """Longer names than the system has ended with a trace; what else is set is salvaged."""
    (tmp_path / ".env").write_text(line.replace("{}", "a" * 300), encoding="utf-8")
    assert [fault.code for fault in faults_of({}, tmp_path)] == ["file-unreadable"]
    _, faults = salvage_settings({}, tmp_path)
    assert [fault.code for fault in faults] == ["file-unreadable"]


def test_what_is_right_is_salvaged_from_what_is_wrong(tmp_path: Path) -> None:
    """Who looks for everything that is wrong goes on with each setting that can be used, and hears of the others."""
    folder = configured(
        tmp_path,
        'languge = "en"\nlanguage = "zh-TW"\nquestion_limit = 1\nproxy = "http://here:1"\nshards = "3"\n',
        f"DISCORD_TOKEN={SECRET}\n",
    )
    settings, faults = salvage_settings({"INTERVIEW_BOT_LOG_LEVEL": "loud"}, folder)
    assert (settings.language, settings.question_limit, settings.log_level) == ("zh-TW", 500, "info")
    assert (settings.proxy, settings.shards) == ("http://here:1", None)
    assert settings.discord_token is not None
    assert sorted(str(fault.details["key"]) for fault in faults) == [
        "INTERVIEW_BOT_LOG_LEVEL",
        "languge",
        "question_limit",
        "shards",
    ]


@pytest.mark.parametrize(("text", "code"), [("language = ", "toml"), ('discord_token = "x"\n', "setting-misplaced")])
def test_a_broken_file_leaves_the_variables(tmp_path: Path, text: str, code: str) -> None:
    """The token still counts where the file of settings cannot be read at all."""
    settings, faults = salvage_settings({}, configured(tmp_path, text, f"DISCORD_TOKEN={SECRET}\n"))
    assert settings.discord_token is not None
    assert [fault.code for fault in faults] == [code]


def test_where_nothing_is_wrong_nothing_is_lost(tmp_path: Path) -> None:
    """Salvaging what is whole gives the same as reading it."""
    folder = configured(tmp_path, 'language = "en"\n', f"DISCORD_TOKEN={SECRET}\n")
    assert salvage_settings({}, folder) == (load_settings({}, folder), ())
