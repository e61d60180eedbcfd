"""The canary: a person with a word of their own in every field and place where people can write, who is then erased."""
