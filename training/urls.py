from django.urls import path

from training.views import employers, people, planning, registering, trainings

app_name = "training"
urlpatterns = [
    path("", trainings.training_list, name="trainings"),
    path("new/", planning.plan, name="plan"),
    path("mine/<str:key>/", registering.mine, name="mine"),
    path("mine/<str:key>/give-back/", registering.give_back, name="give_back"),
    path("<str:key>/", trainings.training_page, name="training"),
    path("<str:key>/register/", registering.register, name="register"),
    path("<str:key>/employer/", employers.employer, name="employer"),
    path("<str:key>/edit/", planning.edit, name="edit"),
    path("<str:key>/stage/", planning.set_stage, name="stage"),
    path("<str:key>/cancel/", planning.cancel, name="cancel"),
    path("<str:key>/copy/", planning.copy, name="copy"),
    path("<str:key>/people/", people.people, name="people"),
]
