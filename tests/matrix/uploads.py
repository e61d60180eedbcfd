"""The routes whose pages ask for a file. tests/cms/test_upload_addresses.py tries each; the matrix finds others."""

ROUTES = frozenset(
    {
        *("import_questions", "import_course", "upload_words", "elearning:invite_into_cohort"),
        *("training:attendance", "training:add_scan"),
        *("wagtailadmin_account", "wagtailredirects:start_import"),
        *("wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages:edit"),
        *("wagtailimages_chooser:choose", "wagtailimages_chooser:create"),
        *("wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs:edit"),
        *("wagtaildocs_chooser:choose", "wagtaildocs_chooser:create"),
        *("wagtailmedia:add", "wagtailmedia:edit"),
        *("wagtailmedia:chooser", "wagtailmedia:chooser_typed", "wagtailmedia:chooser_upload"),
    }
)
