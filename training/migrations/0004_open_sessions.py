from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def take_over(apps, schema_editor):
    """A session for which everybody could register becomes a training with one sitting, with those who have a place."""
    sessions = apps.get_model("deliberation", "Session").objects
    ahead = sessions.filter(
        registration_open=True,
        is_rehearsal=False,
        rooms__kind="plenary",
        rooms__stage__in=("planned", "open", "paused"),
        starts_at__gte=timezone.now() - timedelta(days=1),
    )
    for session in ahead:
        take_over_one(apps, session)


def take_over_one(apps, session):
    people = session.participations.filter(removed="")
    guests = people.filter(role="participant", user=None).count()
    registered = people.filter(role="participant").exclude(user=None).select_related("user")
    capacity = max(session.places - guests, registered.count(), 1)
    training = apps.get_model("training", "Training").objects.create(
        title=session.title,
        summary=session.question,
        topic="moderation",
        capacity=capacity,
        stage="announced",
        created_by=session.created_by,
    )
    for person in people.filter(role__in=("moderator", "co_moderator")).exclude(user=None):
        training.trainerships.create(user=person.user)
    begins, minutes = session.starts_at, timedelta(minutes=session.minutes)
    training.sittings.create(
        starts_at=begins, ends_at=session.ends_at or begins + minutes, medium="live", session=session
    )
    events = [("CapacitySet", {"capacity": capacity, "minimum": 0}, None), ("TrainingAnnounced", {}, None)]
    for person in registered.order_by("joined_at"):
        registration = training.registrations.create(
            user=person.user, name=person.name, kind=person.kind, language=person.user.language, state="confirmed"
        )
        registration.live_places.create(participation=person)
        requested = {"registration": registration.pk, "kind": person.kind, "named": False}
        events.append(("PlaceRequested", requested, person.user))
        events.append(("PlaceConfirmed", {"registration": registration.pk, "moved_up": False}, person.user))
        registration.since = len(events)
        registration.save(update_fields=["since"])
    at = int(timezone.now().timestamp() * 1000)
    for seq, (kind, data, by) in enumerate(events, start=1):
        training.entries.create(seq=seq, kind=kind, data=data, by=by, at=at)
    training.head = len(events)
    training.save(update_fields=["head"])


class Migration(migrations.Migration):
    dependencies = [
        ("deliberation", "0024_when_people_were_connected"),
        ("training", "0003_live_places"),
    ]
    run_before = [("deliberation", "0025_registering_is_for_trainings")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
