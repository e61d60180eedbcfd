from django.urls import path

from deliberation.views import agendas, ballots, guests, hosting, invitations, projector, room, sessions, transcripts

app_name = "deliberation"
urlpatterns = [
    path("", sessions.session_list, name="sessions"),
    path("new/", sessions.plan, name="plan"),
    path("example/", transcripts.example, name="example"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("back/<str:token>/", guests.come_back, name="come_back"),
    path("projector/<str:projector_key>/", projector.projector, name="projector"),
    path("projector/<str:projector_key>/now/", projector.now, name="projector_now"),
    path("<str:key>/", sessions.session, name="session"),
    path("<str:key>/projector/", projector.renew_projector, name="renew_projector"),
    path("<str:key>/edit/", sessions.replan, name="replan"),
    path("<str:key>/agenda/", agendas.agenda, name="agenda"),
    path("<str:key>/agenda/preview/", agendas.preview, name="agenda_preview"),
    path("<str:key>/register/", sessions.register, name="register"),
    path("<str:key>/unregister/", sessions.unregister, name="unregister"),
    path("<str:key>/invitations/<str:role>/", invitations.renew_invitation, name="renew_invitation"),
    path("<str:key>/invitations/<str:role>/mail/", invitations.mail_invitation, name="mail_invitation"),
    path("<str:key>/invitations/<str:role>/poster/", invitations.invitation_poster, name="invitation_poster"),
    path("<str:key>/people/<int:person>/free/", hosting.free_place, name="free_place"),
    path("<str:key>/people/<int:person>/role/", hosting.give_role, name="give_role"),
    path("<str:key>/places/", hosting.more_places, name="more_places"),
    path("<str:key>/reopen/", hosting.reopen, name="reopen"),
    path("<str:key>/calendar/", hosting.calendar, name="calendar"),
    path("<str:key>/again/", sessions.take_again, name="take_again"),
    path("<str:key>/claim/", guests.claim, name="claim"),
    path("<str:key>/keep/", guests.keep, name="keep"),
    path("<str:key>/room/", room.room, name="room"),
    path("<str:key>/ballot/", ballots.hand_in, name="hand_in_ballot"),
    path("<str:key>/transcript/", transcripts.transcript, name="transcript"),
    path("<str:key>/transcript/<str:format>/", transcripts.export, name="export"),
]
