from django.urls import path

from deliberation.views import invitations, room, sessions

app_name = "deliberation"
urlpatterns = [
    path("", sessions.session_list, name="sessions"),
    path("new/", sessions.plan, name="plan"),
    path("join/<str:token>/", invitations.join, name="join"),
    path("<str:key>/", sessions.session, name="session"),
    path("<str:key>/edit/", sessions.replan, name="replan"),
    path("<str:key>/register/", sessions.register, name="register"),
    path("<str:key>/unregister/", sessions.unregister, name="unregister"),
    path("<str:key>/invitations/<str:role>/", invitations.renew_invitation, name="renew_invitation"),
    path("<str:key>/room/", room.room, name="room"),
    path("<str:key>/transcript/", room.transcript, name="transcript"),
]
