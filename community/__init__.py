"""People and organisations: accounts, groups and their permissions, the directory."""
