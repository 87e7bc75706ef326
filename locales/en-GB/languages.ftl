# The language itself: its name for itself.
language-own-name = English
