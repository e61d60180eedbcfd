from django.urls import path

from elearning import views

app_name = "elearning"
urlpatterns = [
    path("learn/<uuid:course_key>/enrol/", views.enrol, name="enrol"),
    path("learn/<uuid:course_key>/answers/", views.answered, name="own_answers"),
    path("learn/<uuid:course_key>/changes/", views.changes_seen, name="changes_seen"),
    path("learn/<uuid:course_key>/newer/", views.move, name="move"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/", views.lesson, name="lesson"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/finish/", views.finish, name="finish"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/items/<slug:block_id>/", views.answer, name="answer"),
    path("learn/<uuid:lesson_key>/try/<slug:block_id>/", views.try_out, name="try_out"),
]
