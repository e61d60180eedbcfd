from django.conf import settings
from django.core.management import call_command

from deliberation.core.room import COMMANDS, PARTS
from deliberation.protocol import VIEWS, typescript
from deliberation.wire import ASKED_BY_SHELL


def test_the_browser_has_the_current_protocol():
    assert settings.PROTOCOL_FILE.read_text() == typescript(), "run: manage.py protocol"


def test_every_part_of_the_view_is_in_the_protocol():
    assert set(VIEWS) == set(PARTS)


def test_every_command_that_a_browser_may_ask_is_in_the_protocol_once_with_its_fields_and_once_with_its_door():
    text = typescript()
    for name, command in COMMANDS.items():
        assert text.count(f'"{name}":') == (0 if command in ASKED_BY_SHELL else 2)


def test_the_command_writes_the_file(tmp_path, settings, capsys):
    settings.PROTOCOL_FILE = tmp_path / "frontend" / "src" / "room" / "protocol.ts"
    call_command("protocol")
    assert settings.PROTOCOL_FILE.read_text() == typescript()
    assert capsys.readouterr().out == "frontend/src/room/protocol.ts is current\n"
