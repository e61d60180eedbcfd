import json
import re

from django.conf import settings
from django.core.management import call_command

from deliberation.core.room import BY_SHELL, COMMANDS
from deliberation.exports import data
from deliberation.live.wire import SAID
from deliberation.protocol import schema, typescript


def test_what_is_written_down_is_current():
    assert settings.PROTOCOL_FILE.read_text() == typescript(), "run: manage.py protocol"
    assert settings.PROTOCOL_SCHEMA.read_text() == schema(), "run: manage.py protocol"
    assert settings.TRANSCRIPT_SCHEMA.read_text() == data.schema(), "run: manage.py protocol"


def test_every_command_that_a_browser_may_ask_is_in_the_protocol_with_its_fields():
    text = typescript()
    for name, command in COMMANDS.items():
        assert text.count(f'"{name}":') == (0 if command in BY_SHELL else 1)


def test_the_schema_names_every_frame_and_every_command_and_nothing_that_it_does_not_have():
    text = schema()
    definitions = json.loads(text)["$defs"]
    assert set(re.findall(r'"#/\$defs/([\w.]+)"', text)) <= set(definitions)
    said = [each["$ref"].rpartition("/")[2] for each in definitions["server"]["anyOf"]]
    assert said == [frame.__name__ for frame in SAID]
    asks = [each["properties"]["do"]["const"] for each in definitions["client"]["anyOf"] if "properties" in each]
    assert asks == [name for name, command in COMMANDS.items() if command not in BY_SHELL]


def test_the_command_writes_all_files(tmp_path, settings, capsys):
    settings.PROTOCOL_FILE = tmp_path / "frontend" / "src" / "room" / "protocol.ts"
    settings.PROTOCOL_SCHEMA = tmp_path / "docs" / "protocol.schema.json"
    settings.TRANSCRIPT_SCHEMA = tmp_path / "docs" / "transcript.schema.json"
    call_command("protocol")
    assert settings.PROTOCOL_FILE.read_text() == typescript()
    assert settings.PROTOCOL_SCHEMA.read_text() == schema()
    assert settings.TRANSCRIPT_SCHEMA.read_text() == data.schema()
    written = ("protocol.ts", "protocol.schema.json", "transcript.schema.json")
    assert capsys.readouterr().out == "".join(f"{name} is current\n" for name in written)
