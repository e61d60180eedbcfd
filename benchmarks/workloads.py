"""How many people are where, and what they say: the situations that the goals speak of."""

from dataclasses import dataclass

from benchmarks.fanout.loads import Load


@dataclass(frozen=True, slots=True)
class Workload:
    name: str
    rooms: int
    people: int
    in_flight: int = 4  # contributions that each room keeps under way at saturation
    accounts: bool = False  # people are logged in, and no guests

    @property
    def size(self) -> int:
        return self.rooms * self.people

    def wanted(self, contributions: int = 0) -> dict[str, int]:
        wanted = {"rooms": self.rooms, "people": self.people, "contributions": contributions}
        return wanted | ({"accounts": 1} if self.accounts else {})

    def saturated(self, seconds: float) -> Load:
        return Load("saturated", seconds, in_flight=self.in_flight, warm_up=2)


A = Workload("A: 10 rooms of 20", 10, 20)
B = Workload("B: 40 rooms of 12", 40, 12, in_flight=2)
C = Workload("C: one room of 500", 1, 500, in_flight=40)
FEW = Workload("10 rooms of 12", 10, 12, in_flight=2)
THIRTY = Workload("30 rooms of 12", 30, 12, in_flight=2)
PLENARY = Workload("plenary of 500", 1, 500)
CROWD = Workload("40 rooms of 25", 40, 25, accounts=True)
READERS = Workload("one room of 25", 1, 25)
JOINING = Workload("one room of 100", 1, 100)


def calm(seconds: float) -> Load:
    """50 contributions a second: in A, 1,000 deliveries."""
    return Load("50 a second", seconds, rate=50, warm_up=2)


def lively(seconds: float) -> Load:
    """1,000 contributions a second: in A, 20,000 deliveries."""
    return Load("1,000 a second", seconds, rate=1000, warm_up=2)


def alike(workload: Workload, seconds: float) -> Load:
    """Five contributions a second in each room, however many rooms there are: nothing is near its limit."""
    return Load("5 a second and room", seconds, rate=5 * workload.rooms, warm_up=2)
