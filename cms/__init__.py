"""Publishing: pages, blocks, navigation, search, glossary, site settings. Knows no other app."""
