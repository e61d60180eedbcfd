"""How long an example takes says how busy the machine is, not whether the code is right."""

import hypothesis

hypothesis.settings.register_profile("without a clock", deadline=None)
hypothesis.settings.load_profile("without a clock")
