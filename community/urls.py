from django.urls import path

from community import views

app_name = "community"
urlpatterns = [
    path("organisations/", views.directory, name="directory"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("me/profile/", views.profile, name="profile"),
    path("me/second-factor/", views.second_factor_page, name="second_factor"),
]
