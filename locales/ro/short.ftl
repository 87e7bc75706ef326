short-more = În document este mai mult.
short-none = Nu am putut scurta această parte.
short-none-next = Puteți citi documentul sau puteți întreba o persoană.
short-we = „We” și „our” sunt oamenii care au scris asta.
short-means = { $word } înseamnă:
