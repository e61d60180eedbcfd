"""The live room: limits of one process, and the files that say what goes between it and browsers."""

from config.env import ROOT, env, number, origin
from config.settings.production.site import BASE_URL

ROOM_ORIGINS = [BASE_URL]  # full origins: the allowed hosts alone would let in any port and scheme
ROOM_FRAMES = (5.0, 30)  # of one person: a second, burst
ROOM_CONTRIBUTIONS = (0.2, 5)  # likewise
ROOM_REFUSALS = (0.2, 20)  # likewise
ROOM_FRAME_SIZE = 16 * 1024  # bytes
ROOM_SOCKETS = 4  # of one person
ROOM_SOCKETS_AN_ADDRESS = 2000  # a school, a town hall or a proxy that hides who is behind it has one address
ROOM_FIRST_FRAME = 10  # seconds until somebody has said where they stand
ROOM_RECHECK = 30  # seconds after which it is asked again whether somebody may be in the room
LIVE_SESSION_DAYS = env("LIVE_SESSION_DAYS", number(1, 3650), 365)  # then names and words of a session are forgotten
PROTOCOL_FILE = ROOT / "frontend" / "src" / "room" / "protocol.ts"
PROTOCOL_SCHEMA = ROOT / "docs" / "protocol.schema.json"
TRANSCRIPT_SCHEMA = ROOT / "docs" / "transcript.schema.json"

# How many trainers rehearse with a cast at once; 0: nobody can. Each is a room of thirteen people for the server.
REHEARSALS_AT_ONCE = env("REHEARSALS_AT_ONCE", number(0, 1000), 3)
# Where processes that play casts reach the site, if not where everybody does.
CAST_SERVER = env("CAST_SERVER", origin, BASE_URL)
