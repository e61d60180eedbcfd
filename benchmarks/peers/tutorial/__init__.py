"""A chat as the tutorial of Channels teaches it, with one insert a message: what one would write first."""
