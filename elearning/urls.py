from django.urls import path

from elearning import case_pages, reflection_pages, views

app_name = "elearning"
urlpatterns = [
    path("learn/<uuid:course_key>/enrol/", views.enrol, name="enrol"),
    path("learn/<uuid:course_key>/newer/", views.move, name="move"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/", views.lesson, name="lesson"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/finish/", views.finish, name="finish"),
    path("learn/<uuid:course_key>/<uuid:lesson_key>/items/<slug:block_id>/", views.answer, name="answer"),
    path("learn/reflections/<int:pk>/", reflection_pages.reflection, name="reflection"),
    path("learn/shown/", reflection_pages.shown_to_me, name="shown"),
    path("learn/cohorts/<int:pk>/shown/", reflection_pages.shown_in_cohort, name="shown_in_cohort"),
    path("learn/cases/", case_pages.case_list, name="cases"),
    path("learn/cases/new/", case_pages.new_case, name="new_case"),
    path("learn/cases/<int:pk>/", case_pages.case, name="case"),
    path("learn/cases/<int:pk>/hand-in/", case_pages.hand_in_case, name="hand_in_case"),
    path("learn/cases/<int:pk>/take-back/", case_pages.take_case_back, name="take_case_back"),
    path("learn/cases/<int:pk>/delete/", case_pages.delete_case, name="delete_case"),
    path("learn/<uuid:lesson_key>/try/<slug:block_id>/", views.try_out, name="try_out"),
]
