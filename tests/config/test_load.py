"""Where the configuration comes from, and what is refused."""

from pathlib import Path

import pytest

from scanner.config.load import find, load
from scanner.config.settings import Config
from scanner.errors import UsageError

MINIMAL = """\
[organisation]
name = "Provstad"
tenant = "0123456789abcdef0123456789abcdef"
controller = "Socialnämnden"
data_protection_contact = "dso@provstad.example"
legal_basis = "Beslut SN 2026/1"
[data]
folder = "data"
master_key_file = "keys/master"
[portal]
base_url = "https://varn.provstad.example"
mail_domains = ["provstad.example"]
[mail]
host = "127.0.0.1"
sender = "varn@provstad.example"
[recipients]
security = ["sakerhet@provstad.example"]
[crawl]
contact = "https://provstad.example/varn"
"""


def written(tmp_path: Path, more: str = "", text: str = MINIMAL) -> Path:
    path = tmp_path / "scan.toml"
    path.write_text(text + more, encoding="utf-8")
    return path


def told(path: Path, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        load(path, environment or {})
    return str(caught.value)


def loaded(path: Path, **environment: str) -> Config:
    return load(path, environment)


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    config = loaded(written(tmp_path))
    assert (config.mail.port, config.crawl.delay_seconds, config.lab) == (587, 5.0, None)


def test_relative_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = loaded(written(tmp_path))
    assert config.data.folder == tmp_path / "data"
    assert config.data.master_key_file == tmp_path / "keys" / "master"
    assert config.reports.folder == tmp_path / "reports"
    assert config.watchlists.folder is None


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, "max_redirects = 1\nmax_ratio = 10\n")
    config = loaded(path, VARN_CRAWL_MAX_REDIRECTS="2", HOME="/")
    assert config.crawl.max_redirects == 2
    assert config.crawl.max_ratio == 10


def test_variables_are_read_by_the_type_of_their_option(tmp_path: Path) -> None:
    config = loaded(
        written(tmp_path),
        VARN_RECIPIENTS_HR="hr@provstad.example, hr2@provstad.example",
        VARN_ORGANISATION_NAME="007",
        VARN_DATA_FOLDER="/srv/varn",
        VARN_LAB_HOSTS='{ "forum.example" = "127.0.0.1:4000" }',
        VARN_LAB_NETWORKS="127.0.0.0/8",
    )
    assert config.recipients.hr == ("hr@provstad.example", "hr2@provstad.example")
    assert config.organisation.name == "007"
    assert config.data.folder == Path("/srv/varn")
    assert config.lab is not None
    assert config.lab.hosts == {"forum.example": "127.0.0.1:4000"}
    assert config.lab.networks == ("127.0.0.0/8",)


def test_a_mistake_in_a_variable_names_the_variable(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert "VARN_CRAWL_MAX_RATIO:" in told(path, {"VARN_CRAWL_MAX_RATIO": "many"})
    assert 'mean "VARN_CRAWL_MAX_RATIO"?' in told(path, {"VARN_CRAWL_MAX_RATIOS": "9"})


def test_the_lab_clock_is_no_option(tmp_path: Path) -> None:
    assert loaded(written(tmp_path), VARN_LAB_NOW="2026-03-01T08:00:00Z").lab is None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("delay_second = 2\n", 'line 20: "crawl.delay_second" is not known. Did you mean'),
        ("delay_seconds = 0\n", 'line 20: "crawl.delay_seconds" must be 1 or more'),
        ("max_redirects = 99\n", 'line 20: "crawl.max_redirects" must be 0 to 20'),
        ("[craw]\n", '"craw" is not known. Did you mean "crawl"?'),
        ("[lab.hosts]\nx = 'forum'\n", 'line 21: "lab.hosts.x" must be an address and port'),
        ("[lab.hosts]\nx = '193.10.0.1:80'\n", "of this machine"),
        ("[lab.hosts]\nx = '127.0.0.1'\n", '"lab.hosts.x" must be an address and port'),
        ("[lab.hosts]\nx = '127.0.0.1:99999'\n", '"lab.hosts.x" must be an address and port'),
        ("[service]\nmetrics_host = '0.0.0.0'\n", '"service.metrics_host" must be an address of'),
        ("[proxy]\naddress = 'ftp://a:1'\n", 'line 21: "proxy.address" must be such as http://'),
        ("[proxy]\naddress = 'http://u:p@a:1'\n", "without user and password"),
        ("[proxy]\naddress = 'http://a'\n", "with a port"),
        ("[proxy]\naddress = 'http://a:1'\n[lab]\n", "a lab never leads out of it"),
        ("[sso]\nrequired = true\n", 'line 21: "sso.required" needs sso.issuer'),
        ("[sso]\nissuer = 'http://id.provstad.example'\n", 'line 21: "sso.issuer" must be'),
        ("[sso]\nissuer = 'https://id.provstad.example/?a'\n", 'line 21: "sso.issuer" must be'),
        ("[sso]\nissuer = 'https://a@id.provstad.example'\n", 'line 21: "sso.issuer" must be'),
        ("[sso]\nissuer = 'https://id.provstad.example'\n", '"sso.client_id" is needed'),
        ("[sso]\nissuer = 'https://id.provstad.example'\n", '"sso.client_secret_file" is needed'),
        (
            "[sso]\nissuer = 'https://id.provstad.example'\n[lab]\n",
            '"sso.issuer" must be an address such as https://id.provstad.se/realm',
        ),
        *(
            (
                f"[second_reader]\nmodel = 'm'\nurl = '{url}'\n",
                'line 22: "second_reader.url" must be',
            )
            for url in (
                "http://10.1.2.3/v1",
                "http://reader.provstad.example/v1",
                "https://reader.provstad.example",
                "https://a@reader.provstad.example/v1",
                "https://reader.provstad.example/v1?key=x",
                "https://reader.provstad.example:x/v1",
                "ftp://reader.provstad.example/v1",
            )
        ),
        (
            "[second_reader]\nmodel = 'm'\nurl = 'https://10.1.2.3/v1'\n[lab]\n",
            '"second_reader.url" must be',
        ),
        ("[second_reader]\nurl = 'https://10.1.2.3/v1'\n", '"second_reader.model" is needed'),
        ("[second_reader]\nurls = ''\n", '"second_reader.urls" is not known. Did you mean'),
        ("[second_reader]\ntimeout_seconds = 0\n", "must be 0.1 to 60"),
        ("[lab]\nnetworks = ['all']\n", 'line 21: "lab.networks" must be address blocks'),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, more: str, sentence: str) -> None:
    assert sentence in told(written(tmp_path, more))


@pytest.mark.parametrize(
    "url",
    ["https://10.1.2.3/v1", "https://reader.provstad.example:8443/v1", "http://127.0.0.1:8000/v1",
     "http://localhost/v1"],
)  # fmt: skip
def test_a_second_reader_may_stand_inside_by_tls_or_on_this_machine(
    tmp_path: Path, url: str
) -> None:
    more = f"[second_reader]\nmodel = 'm'\nurl = '{url}'\n"
    assert load(written(tmp_path, more), {}).second_reader.url == url


def test_what_contradicts_is_told_with_what_is_mistyped(tmp_path: Path) -> None:
    more = "delay_seconds = 0\ntimeout = 'x'\n[sso]\nissuer = 5\nrequired = true\n[portl]\n"
    text = MINIMAL.replace("[data]", 'timezone = "Mars/Base"\n[data]')
    said = told(written(tmp_path, more, text))
    for mistake in ("timezone", "delay_seconds", '"crawl.timeout" is not known', "issuer", "portl"):
        assert mistake in said
    assert len(said.splitlines()) == len(set(said.splitlines())) == 5, said


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[data]", 'timezone = "Mars/Base"\n[data]', '"organisation.timezone" is no time zone'),
        ('host = "127.0.0.1"', 'host = "mx.example"\nsecurity = "none"', "on this machine only"),
        ('host = "127.0.0.1"', 'host = "mx.example"\nuser = "u"', '"mail.password_file" is needed'),
        ('"https://varn.provstad.example"', '"varn.provstad.example"', '"portal.base_url" must be'),
        ('["provstad.example"]', '["@provstad.example"]', "without @"),
        ('["provstad.example"]', "[]", "at least one domain"),
        ('"sakerhet@provstad.example"', '"sakerhet"', "must be e-mail addresses"),
        ('["sakerhet@provstad.example"]', "[]", "at least one mailbox"),
        (
            "[portal]",
            'database_url = "postgresql+psycopg://varn:pw@db/varn"\n[portal]',
            "VARN_DATA_DATABASE_URL",
        ),
    ],
)
def test_values_that_contradict_are_refused(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert MINIMAL.count(old) == 1
    assert sentence in told(written(tmp_path, text=MINIMAL.replace(old, new)))


def test_a_password_in_the_environment_is_welcome(tmp_path: Path) -> None:
    address = "postgresql+psycopg://varn:pw@db/varn"
    config = loaded(written(tmp_path), VARN_DATA_DATABASE_URL=address)
    assert config.data.database_url == address


def test_no_delay_is_allowed_in_a_lab(tmp_path: Path) -> None:
    config = loaded(written(tmp_path, 'delay_seconds = 0\n[lab]\nnetworks = ["127.0.0.0/8"]\n'))
    assert config.crawl.delay_seconds == 0


def test_config_is_looked_for_where_the_docs_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named, variable = Path("named.toml"), {"VARN_CONFIG": "variable.toml"}
    assert find(named, variable) == named
    assert find(None, variable) == Path("variable.toml")
    written(tmp_path)
    assert find(None, {}) == Path("scan.toml")


def test_no_configuration_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if Path("/etc/varn/scan.toml").exists():
        pytest.skip("this machine has a configuration of its own")
    with pytest.raises(UsageError, match="Make one with `init`"):
        find(None, {})
