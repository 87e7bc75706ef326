product = Waymark
