from django.urls import path

from elearning import taking_along, views

app_name = "elearning"
urlpatterns = [
    path("learn/<uuid:course_key>/enrol/", views.enrol, name="enrol"),
    path("learn/<uuid:course_key>/newer/", views.move, name="move"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/", views.lesson, name="lesson"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/finish/", views.finish, name="finish"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/items/<slug:block_id>/", views.answer, name="answer"),
    path("learn/<uuid:lesson_key>/try/<slug:block_id>/", views.try_out, name="try_out"),
    path("learn/<uuid:course_key>/take-away/", taking_along.take_away, name="take_away"),
    path("learn/<uuid:course_key>/take-away/pdf/", taking_along.take_away_file, name="take_away_file"),
    path("learn/<uuid:course_key>/resolution/", taking_along.resolve, name="resolve"),
    path("learn/<uuid:course_key>/resolution/delete/", taking_along.drop_resolution, name="drop_resolution"),
    path("learn/<uuid:course_key>/confirmation/", taking_along.confirmation, name="confirmation"),
    path("learn/resolutions/<str:key>/", taking_along.resolution, name="resolution"),
]
