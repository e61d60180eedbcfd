"""Secrecy: an attacker who has the database, the log and all frames tries to tell who voted how."""
