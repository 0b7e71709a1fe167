# What this system is made from.
about-intro = The ministry's texts stand here unchanged, in Japanese. Everything else is ours and not an official statement.
about-viewpoints = What the viewpoints mean
about-program = This program
about-version = Version
about-licences = Software inside, and its licences
