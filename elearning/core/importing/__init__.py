"""Questions of other learning platforms: read from GIFT and Moodle XML, then taken over as exercises or refused."""
