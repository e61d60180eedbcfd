from django.urls import path

from deliberation import views

app_name = "deliberation"
urlpatterns = [
    path("", views.session_list, name="sessions"),
    path("new/", views.plan, name="plan"),
    path("join/<str:token>/", views.join, name="join"),
    path("<str:key>/", views.session, name="session"),
    path("<str:key>/edit/", views.replan, name="replan"),
    path("<str:key>/register/", views.register, name="register"),
    path("<str:key>/unregister/", views.unregister, name="unregister"),
    path("<str:key>/invitations/<str:role>/", views.renew_invitation, name="renew_invitation"),
    path("<str:key>/room/", views.room, name="room"),
    path("<str:key>/transcript/", views.transcript, name="transcript"),
]
