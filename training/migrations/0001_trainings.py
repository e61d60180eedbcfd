import deliberation.models.sessions
import django.core.validators
import django.db.models.deletion
import training.core.places
import training.models.trainings
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('community', '0013_newest_state_of_facts_is_live'),
        ('deliberation', '0023_people_speak_several_languages'),
        ('elearning', '0013_what_is_needed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=deliberation.models.sessions.unguessable, editable=False, max_length=32, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_keys', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MessageChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no_reminders', models.BooleanField(default=False, verbose_name='no reminders of trainings')),
                ('digest', models.BooleanField(default=False, verbose_name='new trainings once a week in one e-mail')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='message_choice', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('kind', models.CharField(blank=True, choices=[('authority', 'Authority'), ('migrant_organisation', 'Migrant organisation'), ('volunteer_initiative', 'Volunteer initiative'), ('culture_club', 'Culture club'), ('education_provider', 'Education provider')], max_length=30, verbose_name='your organisation is a')),
                ('key', models.CharField(default=deliberation.models.sessions.unguessable, editable=False, max_length=32, unique=True)),
                ('language', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[(training.core.places.State['NAMED'], 'not confirmed yet'), (training.core.places.State['WAITING'], 'on the waiting list'), (training.core.places.State['OFFERED'], 'a place is offered'), (training.core.places.State['CONFIRMED'], 'registered'), (training.core.places.State['DECLINED'], 'declined'), (training.core.places.State['LAPSED'], 'not answered in time'), (training.core.places.State['CANCELLED'], 'cancelled')], default=training.core.places.State['NAMED'], editable=False, max_length=10)),
                ('since', models.PositiveIntegerField(default=0, editable=False)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='community.organisation', verbose_name='organisation')),
                ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='registrations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Needs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, max_length=200, verbose_name='language')),
                ('access', models.CharField(blank=True, max_length=200, verbose_name='access')),
                ('childcare', models.CharField(blank=True, max_length=200, verbose_name='childcare')),
                ('food', models.CharField(blank=True, max_length=200, verbose_name='food')),
                ('registration', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='training.registration')),
            ],
            options={
                'verbose_name_plural': 'needs',
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='ends')),
                ('time_zone', models.CharField(default=training.models.trainings.here, max_length=50, verbose_name='time zone')),
                ('place', models.CharField(blank=True, help_text='Only if it is another one than that of the training.', max_length=200, verbose_name='place')),
                ('medium', models.CharField(choices=[('room', 'in a room'), ('live', 'in the live room'), ('both', 'in a room and in the live room')], default='room', max_length=10, verbose_name='how people meet')),
                ('cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sittings', to='deliberation.session', verbose_name='session')),
            ],
            options={
                'verbose_name': 'sitting',
                'verbose_name_plural': 'sittings',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SignedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='signed_lists', verbose_name='signed list')),
                ('added_at', models.DateTimeField(auto_now_add=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signed_lists', to='training.sitting')),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('present', 'was there'), ('late', 'came late'), ('excused', 'excused'), ('absent', 'was not there')], max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='minutes')),
                ('source', models.CharField(choices=[('trainer', 'noted by the trainers'), ('code', 'the code on site'), ('live', 'the live session'), ('list', 'the signed list')], max_length=10)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='training.mark')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='training.registration')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='training.sitting')),
            ],
            options={
                'ordering': ['sitting', 'registration', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Trainership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainerships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=deliberation.models.sessions.unguessable, editable=False, max_length=32, unique=True)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('summary', models.CharField(help_text='What people can do afterwards. It stands in the list.', max_length=300, verbose_name='in one sentence')),
                ('about', models.TextField(blank=True, help_text='An empty line begins a new paragraph.', verbose_name='description')),
                ('audience', models.CharField(blank=True, help_text='For example: people who work at a counter.', max_length=200, verbose_name='for whom')),
                ('topic', models.CharField(choices=[('intercultural', 'Intercultural sensitisation'), ('hostility', 'Group-focused enmity'), ('moderation', 'Moderation and deliberation'), ('volunteering', 'Volunteering'), ('other', 'Something else')], default='intercultural', max_length=20, verbose_name='topic')),
                ('course_before', models.BooleanField(default=False, verbose_name='take the course before the first sitting')),
                ('language', models.CharField(choices=[('de', 'German'), ('sq', 'Albanian'), ('am', 'Amharic'), ('ar', 'Arabic'), ('bs', 'Bosnian, Croatian, Serbian'), ('bg', 'Bulgarian'), ('zh', 'Chinese'), ('prs', 'Dari'), ('en', 'English'), ('fa', 'Persian'), ('fr', 'French'), ('gsg', 'German sign language'), ('el', 'Greek'), ('it', 'Italian'), ('ku', 'Kurdish (Kurmanji)'), ('ckb', 'Kurdish (Sorani)'), ('ps', 'Pashto'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('ro', 'Romanian'), ('ru', 'Russian'), ('so', 'Somali'), ('es', 'Spanish'), ('ti', 'Tigrinya'), ('tr', 'Turkish'), ('uk', 'Ukrainian'), ('ur', 'Urdu'), ('vi', 'Vietnamese')], default='de', max_length=3, verbose_name='language')),
                ('spoken', models.JSONField(blank=True, default=list, verbose_name='help is there in')),
                ('place', models.CharField(blank=True, help_text='Town; visitors filter by it.', max_length=100, verbose_name='place')),
                ('address', models.CharField(blank=True, help_text='Building, street, room.', max_length=200, verbose_name='address')),
                ('step_free', models.BooleanField(default=False, verbose_name='step-free')),
                ('accessible_toilet', models.BooleanField(default=False, verbose_name='accessible toilet')),
                ('hearing_loop', models.BooleanField(default=False, verbose_name='hearing loop')),
                ('parking', models.BooleanField(default=False, verbose_name='parking space for disabled people')),
                ('access_note', models.CharField(blank=True, max_length=200, verbose_name='more about the access')),
                ('capacity', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='places')),
                ('minimum', models.PositiveSmallIntegerField(default=0, help_text='So many people at the least. 0: however few they are.', validators=[django.core.validators.MaxValueValidator(500)], verbose_name='takes place from')),
                ('registration_opens_at', models.DateTimeField(blank=True, help_text='Leave it empty, and it is open at once.', null=True, verbose_name='registration opens')),
                ('registration_closes_at', models.DateTimeField(blank=True, help_text='Leave it empty, and it is open until the first sitting begins. With a later time, people also come in while the training is going on.', null=True, verbose_name='registration closes')),
                ('cancel_until', models.DateTimeField(blank=True, help_text='Later, people can still cancel, and read that hardly anybody can come in their place.', null=True, verbose_name='cancel until')),
                ('waiting', models.CharField(choices=[(training.core.places.Waiting['AUTOMATIC'], 'Whoever is first on the waiting list has a place that becomes free'), (training.core.places.Waiting['OFFER'], 'Whoever is first on the waiting list is offered it, and answers in time'), (training.core.places.Waiting['BY_HAND'], 'The trainers decide who gets it')], default=training.core.places.Waiting['AUTOMATIC'], max_length=10, verbose_name='waiting list')),
                ('offer_hours', models.PositiveSmallIntegerField(default=48, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='hours to answer an offer')),
                ('visibility', models.CharField(choices=[('everybody', 'Everybody'), ('network', 'People of the organisations in the network'), ('invited', 'Only whoever has the link')], default='everybody', max_length=10, verbose_name='who sees it')),
                ('bring', models.TextField(blank=True, verbose_name='what to bring')),
                ('stage', models.CharField(choices=[(training.core.places.Stage['DRAFT'], 'draft'), (training.core.places.Stage['ANNOUNCED'], 'announced'), (training.core.places.Stage['CANCELLED'], 'cancelled')], default=training.core.places.Stage['DRAFT'], editable=False, max_length=10)),
                ('closed', models.BooleanField(default=False, editable=False)),
                ('head', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('copied_from', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='training.training')),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='elearning.coursepage', verbose_name='course')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('trainers', models.ManyToManyField(related_name='trainings_led', through='training.Trainership', to=settings.AUTH_USER_MODEL, verbose_name='trainers')),
            ],
            options={
                'verbose_name': 'training',
                'verbose_name_plural': 'trainings',
                'ordering': ['-created_at'],
            },
        ),
        migrations.AddField(
            model_name='trainership',
            name='training',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainerships', to='training.training'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='training',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='training.training'),
        ),
        migrations.AddField(
            model_name='registration',
            name='training',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='training.training'),
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('authority', 'Authority'), ('migrant_organisation', 'Migrant organisation'), ('volunteer_initiative', 'Volunteer initiative'), ('culture_club', 'Culture club'), ('education_provider', 'Education provider')], max_length=30, verbose_name='kind')),
                ('places', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(500)], verbose_name='places at the most')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='training.training')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('data', models.JSONField(default=dict)),
                ('at', models.BigIntegerField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('training', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='training.training')),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['training', 'seq'],
            },
        ),
        migrations.AddConstraint(
            model_name='trainership',
            constraint=models.UniqueConstraint(models.F('training'), models.F('user'), name='once_a_trainer'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(models.F('training'), models.F('user'), name='one_registration_a_person'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('email', ''), _negated=True), fields=('training', 'email'), name='one_registration_an_address'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(models.F('training'), models.F('kind'), name='one_quota_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('training', 'seq'), name='one_entry_a_training_and_seq'),
        ),
    ]
