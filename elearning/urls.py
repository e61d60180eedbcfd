from django.urls import path

from elearning import case_pages, cohort_views, reflection_pages, retaking, taking_along, views

app_name = "elearning"
urlpatterns = [
    path("learn/<uuid:course_key>/enrol/", views.enrol, name="enrol"),
    path("learn/<uuid:course_key>/answers/", views.answered, name="own_answers"),
    path("learn/<uuid:course_key>/changes/", views.changes_seen, name="changes_seen"),
    path("learn/<uuid:course_key>/again/", retaking.take_again, name="take_again"),
    path("learn/<uuid:course_key>/times/<int:number>/", retaking.earlier, name="earlier"),
    path(
        "learn/<uuid:course_key>/times/<int:number>/<uuid:lesson_key>/", retaking.earlier_lesson, name="earlier_lesson"
    ),
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
    path("cohorts/", cohort_views.cohort_list, name="cohorts"),
    path("cohorts/new/", cohort_views.make, name="make_cohort"),
    path("cohorts/join/", cohort_views.enter_code, name="cohort_code"),
    path("cohorts/join/<str:code>/", cohort_views.join, name="join_cohort"),
    path("cohorts/invited/<str:token>/", cohort_views.invitation, name="cohort_invitation"),
    path("cohorts/<int:pk>/", cohort_views.cohort, name="cohort"),
    path("cohorts/<int:pk>/sheet/", cohort_views.sheet, name="cohort_sheet"),
    path("cohorts/<int:pk>/rename/", cohort_views.rename, name="rename_cohort"),
    path("cohorts/<int:pk>/close/", cohort_views.close, name="close_cohort"),
    path("cohorts/<int:pk>/code/", cohort_views.renew_code, name="renew_cohort_code"),
    path("cohorts/<int:pk>/trainers/", cohort_views.trainers, name="cohort_trainers"),
    path("cohorts/<int:pk>/invite/", cohort_views.invite, name="invite_into_cohort"),
    path(
        "cohorts/<int:pk>/invitations/<int:invitation>/withdraw/",
        cohort_views.withdraw,
        name="withdraw_cohort_invitation",
    ),
    path("cohorts/<int:pk>/members/<int:member>/remove/", cohort_views.remove, name="remove_from_cohort"),
    path("cohorts/<int:pk>/leave/", cohort_views.leave, name="leave_cohort"),
    path("learn/<uuid:course_key>/take-away/", taking_along.take_away, name="take_away"),
    path("learn/<uuid:course_key>/take-away/pdf/", taking_along.take_away_file, name="take_away_file"),
    path("learn/<uuid:course_key>/resolution/", taking_along.resolve, name="resolve"),
    path("learn/<uuid:course_key>/resolution/delete/", taking_along.drop_resolution, name="drop_resolution"),
    path("learn/<uuid:course_key>/confirmation/", taking_along.confirmation, name="confirmation"),
    path("learn/resolutions/<str:key>/", taking_along.resolution, name="resolution"),
]
