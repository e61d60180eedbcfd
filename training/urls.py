from django.urls import path

from training.views import attendance, employers, feeds, here, mails, people, planning, registering, trainings

app_name = "training"
urlpatterns = [
    path("", trainings.training_list, name="trainings"),
    path("calendar.ics", feeds.public_calendar, name="public_calendar"),
    path("calendar/", feeds.own_calendar, name="own_calendar"),
    path("calendar/<str:key>.ics", feeds.personal_calendar, name="personal_calendar"),
    path("new/", planning.plan, name="plan"),
    path("here/<str:signed>/", here.here, name="here"),
    path("mine/<str:key>/", registering.mine, name="mine"),
    path("mine/<str:key>/give-back/", registering.give_back, name="give_back"),
    path("mine/<str:key>/reminders/", mails.quiet, name="quiet"),
    path("<str:key>/", trainings.training_page, name="training"),
    path("<str:key>/register/", registering.register, name="register"),
    path("<str:key>/employer/", employers.employer, name="employer"),
    path("<str:key>/edit/", planning.edit, name="edit"),
    path("<str:key>/stage/", planning.set_stage, name="stage"),
    path("<str:key>/cancel/", planning.cancel, name="cancel"),
    path("<str:key>/copy/", planning.copy, name="copy"),
    path("<str:key>/people/", people.people, name="people"),
    path("<str:key>/messages/", mails.messages_of, name="messages"),
    path("<str:key>/attendance/<int:sitting>/", attendance.attendance, name="attendance"),
    path("<str:key>/attendance/<int:sitting>/code/", attendance.code, name="attendance_code"),
    path("<str:key>/attendance/<int:sitting>/list.pdf", attendance.signature_list, name="signature_list"),
    path("<str:key>/attendance/<int:sitting>/scans/", attendance.add_scan, name="add_scan"),
    path("<str:key>/attendance/<int:sitting>/scans/<int:scan>/", attendance.scan, name="scan"),
    path("<str:key>/attendance/<int:sitting>/<int:registration>/", attendance.correct, name="correct"),
]
