"""One new operator follows docs/operations.md literally; what is named there and what is in `deploy/` agree."""

import configparser
import json
import os
import re
import shlex
import shutil
import socketserver
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.core.exceptions import ImproperlyConfigured

from config.clock import JOBS
from tests import migrated
from tests.community.conftest import PASSWORD
from tests.private_servers import free_port
from tests.repository.test_settings import read

ROOT = Path(__file__).resolve().parents[2]
BOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
HOST = "lernen.example.de"
LONG = 60  # seconds: a machine under load is no failure
OPERATOR, COLLEAGUE = "betrieb@example.de", "edith@example.de"


def chapter(title):
    """What stands below a heading of the book, up to the next one."""
    return re.split(r"^#{2,3} ", BOOK.split(f"# {title}\n", 1)[1], flags=re.MULTILINE)[0]


def commands(title):
    return "\n".join(re.findall(r"```sh\n(.*?)```", chapter(title), re.DOTALL))


def unit(path):
    """Values that go on in the next line are put together."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read_string(path.read_text().replace("\\\n", " "))
    return parser


def words(command):
    return shlex.split(command.replace("\\\n", " "))


# --- book and folder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [path for path in SERVICES if "backup" not in path.name], ids=lambda path: path.name)
def test_units_start_what_the_book_says(path):
    started = " ".join(words(unit(path)["Service"]["ExecStart"])).replace("%i", "8010").removeprefix("/srv/zweiklang/")
    told = [" ".join(words(line)) for line in commands_of("Two profiles")]
    assert started in told


def commands_of(title):
    lines = commands(title).replace("\\\n", " ").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_units_run_in_the_folders_of_the_book_as_nobody_special(path):
    service = unit(path)["Service"]
    assert service["User"] == "zweiklang"
    assert (service["WorkingDirectory"], service["EnvironmentFile"]) == (
        "/srv/zweiklang",
        "/etc/zweiklang/zweiklang.env",
    )


def test_the_book_names_every_file_of_the_folder():
    names = [path.name for path in DEPLOY.rglob("*") if path.is_file()]
    assert [name for name in names if name.replace("@", "@8010") not in BOOK and name.split(".")[0] not in BOOK] == []


def environment_file():
    lines = (DEPLOY / "zweiklang.env").read_text().splitlines()
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("# ")]
    return {name.lstrip("#"): shlex.split(value)[0] for name, value in pairs}


def test_the_environment_file_starts_with_a_secret_of_ones_own_only():
    given = environment_file()
    del given["DJANGO_SETTINGS_MODULE"]
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is a placeholder"):
        read(given)
    settings = read(given | {"SECRET_KEY": "never-used-anywhere-else-" * 4})
    assert set(given) <= settings["env"].known


PERIODS = {60: "minute", 3600: "hour", 86400: "day", 604_800: "week"}


def test_the_book_promises_each_regular_job_and_no_other():
    table = re.findall(r"^\| `(\w+)`: .* \| (\w+) \|$", chapter("Mail, tasks and regular jobs"), re.MULTILINE)
    assert sorted(table) == sorted((job.name, PERIODS[int(job.every.total_seconds())]) for job in JOBS)


# --- a mail server ----------------------------------------------------------------------------------------------------


class Conversation(socketserver.StreamRequestHandler):
    """As much SMTP as a mail needs."""

    def handle(self):
        self.say(220)
        for line in self.rfile:
            verb = line[:4].upper().strip()
            self.say({b"DATA": 354, b"QUIT": 221}.get(verb, 250))
            if verb == b"DATA":
                self.server.mails.append("".join(self.body()))
                self.say(250)

    def body(self):
        for line in self.rfile:
            if line == b".\r\n":
                return
            yield line.decode()

    def say(self, code):
        self.wfile.write(f"{code} fine\r\n".encode())


@pytest.fixture
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server, ThreadPoolExecutor() as listening:
        server.daemon_threads, server.mails = True, []
        listening.submit(server.serve_forever)
        yield server
        server.shutdown()


# --- an installation --------------------------------------------------------------------------------------------------


class Installation:
    """The folders of the book lie in a folder of the test; nothing else of its commands is changed."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        for each in ("etc/zweiklang", "var/lib/zweiklang"):
            (folder / each).mkdir(parents=True)
        self.variables = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder)}

    def here(self, command):
        moved = re.sub(r"(?<![\w.])/(etc|var/lib)/zweiklang", rf"{self.folder}/\1/zweiklang", command)
        return moved.replace("sqlite:////var/lib", f"sqlite:///{self.folder}/var/lib").replace(
            "/srv/zweiklang", str(ROOT)
        )

    def with_tables(self):
        """Those of a database that was migrated for all steps of the checks: from nothing it takes longer than all the
        rest, and `migrated.py` does it."""
        if ready := migrated.sqlite():
            shutil.copy(ready, self.folder / "var/lib/zweiklang/zweiklang.sqlite3")

    def run(self, script):
        shell = ["sh", "-e", "-c", self.here(script)]
        done = subprocess.run(shell, cwd=ROOT, env=self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, **values):
        """As somebody does it in an editor."""
        path = self.folder / "etc/zweiklang/zweiklang.env"
        text = self.here(path.read_text())
        for name, value in values.items():
            text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
        path.write_text(text)

    @contextmanager
    def started(self, name):
        """As systemd does it."""
        service = unit(DEPLOY / "systemd" / name)["Service"]
        command = self.here(service["ExecStart"]).replace("8000", str(self.port))
        script = f"set -a && . {self.here(service['EnvironmentFile'])} && set +a && exec {command}"
        with (self.folder / "log").open("w") as log:
            process = subprocess.Popen(["sh", "-c", script], cwd=ROOT, env=self.variables, stdout=log, stderr=log)
        try:
            self.until(self.is_ready)
            yield
        finally:
            process.terminate()
            process.wait(LONG)

    def is_ready(self):
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/health/ready", timeout=LONG).ok
        except requests.ConnectionError:
            return False

    def until(self, true):
        deadline = time.monotonic() + LONG
        while not (found := true()):
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.1)
        return found


class Person:
    """Somebody with a browser, behind the proxy of the book."""

    def __init__(self, installation):
        self.address = f"http://127.0.0.1:{installation.port}"
        self.browser = requests.Session()
        self.browser.headers.update(
            {
                **{"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"},
                **{"Referer": f"https://{HOST}/", "Accept-Language": "en"},
            }
        )
        self.page = None

    def open(self, path, **posted):
        method = "POST" if posted else "GET"
        response = self.browser.request(method, self.address + path, **posted, allow_redirects=False, timeout=LONG)
        for cookie in self.browser.cookies:
            cookie.secure = False  # the browser believes the proxy that it is encrypted
        if response.is_redirect:
            return self.open(response.headers["location"].removeprefix(f"https://{HOST}"))
        assert response.status_code == 200, (response.status_code, path)
        words = response.json()["html"] if response.headers["content-type"] == "application/json" else response.text
        self.page = BeautifulSoup(words, "html.parser")
        self.page.path = path
        return self

    def send(self, holding, **values):
        """Fills in the form that holds this field, leaves the rest as it is, and sends it."""
        form = self.page.find(attrs={"name": holding}).find_parent("form")
        given = {
            each["name"]: each.get("value", "") for each in form.find_all("input", attrs={"name": True}) if stays(each)
        }
        given |= {
            each["name"]: each.text.removeprefix("\n") for each in form.find_all("textarea", attrs={"name": True})
        }
        return self.open(form.get("action") or self.page.path, data=given | values)

    def log_in_with_password(self, email):
        self.open("/accounts/login/").send("password", login=email, password=PASSWORD)

    def log_in_with_code(self, email, code_in_mail):
        self.open("/accounts/login/code/").send("email", email=email)
        self.send("code", code=code_in_mail())

    def set_up_second_factor(self):
        assert "second-factor" in self.open("/me/profile/").page.path
        self.open("/accounts/2fa/totp/activate/")
        if self.page.find(attrs={"name": "password"}):
            self.send("password", password=PASSWORD)
        secret = self.page.find("code").text
        self.send("code", code=format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))
        assert "second-factor" not in self.open("/me/profile/").page.path

    def write(self, kind, parent, **values):
        """Adds a page below another one and submits it for review; its number."""
        self.open(f"/admin/pages/add/{kind}/{parent}/")
        self.send("title", **values, **{"action-submit": "1"})
        return max(int(number) for number in re.findall(r"/admin/pages/(\d+)/edit/", str(self.page)))

    def approve(self, page):
        """From what waits for a review, with a word to the author."""
        waiting = self.open("/admin/").page.find_all(attrs={"data-launch-modal": True})
        [address] = {
            each["data-workflow-action-url"] for each in waiting if f"/{page}/" in str(each) and "approve" in str(each)
        }
        self.open(address).send("comment", comment="Gut so")


def stays(field):
    return field.get("type") not in ("submit", "file", "radio", "checkbox") or field.has_attr("checked")


PARAGRAPH = {
    "key": "a",
    "text": "Guten Tag",
    "type": "unstyled",
    "depth": 0,
    "inlineStyleRanges": [],
    "entityRanges": [],
}
LESSON = {
    **{"body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-id": "", "body-0-deleted": ""},
    "body-0-value": json.dumps({"blocks": [PARAGRAPH], "entityMap": {}}),
}


def test_one_new_operator_follows_the_book_to_a_published_course(tmp_path, mail_server):
    installation = Installation(tmp_path)
    installation.run(commands("The settings"))
    installation.edit(EMAIL_URL=f"smtp://127.0.0.1:{mail_server.server_address[1]}")
    account = {"FIRST_ACCOUNT_EMAIL": OPERATOR, "FIRST_ACCOUNT_NAME": "Betrieb", "FIRST_ACCOUNT_PASSWORD": PASSWORD}
    installation.variables |= account
    installation.with_tables()
    said = installation.run(commands("The first set-up"))
    assert f"The test mail to {OPERATOR} went out." in said
    assert "no issues" in said

    with installation.started("zweiklang.service"):
        operator, colleague, guest = (Person(installation) for _ in range(3))
        operator.log_in_with_password(OPERATOR)
        operator.set_up_second_factor()
        assert "Before you invite people" in operator.open("/admin/").page.text

        tasks = operator.open("/admin/users/new/").page.find("input", attrs={"name": "groups"}).find_parent("form")
        editors = next(each for each in tasks.find_all("label") if "Editorial team" in each.text)
        chosen = (editors.find("input") or tasks.find(id=editors["for"]))["value"]
        operator.send("groups", email=COLLEAGUE, display_name="Edith", groups=chosen)
        colleague.log_in_with_code(
            COLLEAGUE, lambda: installation.until(lambda: code_for(COLLEAGUE, mail_server.mails))
        )
        colleague.set_up_second_factor()

        courses = re.search(r"/pages/(\d+)/", operator.open("/admin/courses/").page.path)[1]
        about = {"introduction": "Kurz", "goals": "Zuhören", "audience": "Alle"}
        course = operator.write("elearning/coursepage", courses, title="Zuhören", slug="zuhoeren", **about)
        module = operator.write("elearning/modulepage", course, title="Anfang", slug="anfang", introduction="")
        lesson = operator.write("elearning/lessonpage", module, title="Grüßen", slug="gruessen", **LESSON)
        assert "Zuhören" not in guest.open("/kurse/").page.find("main").text
        for page in (course, module, lesson):
            colleague.approve(page)

        assert "Zuhören" in guest.open("/kurse/").page.find("main").text
        assert "Grüßen" in guest.open("/kurse/zuhoeren/").page.find("main").text
    assert "Traceback" not in (tmp_path / "log").read_text()


def code_for(email, mails):
    codes = [re.search(r"^[A-Z0-9-]{6,}\r?$", mail, re.MULTILINE) for mail in mails if f"To: {email}" in mail]
    return next((code[0].strip() for code in codes if code), "")
