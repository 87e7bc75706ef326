short-more = Dokumente yra daugiau.
short-none = Šios dalies sutrumpinti nepavyko.
short-none-next = Galite perskaityti dokumentą arba paklausti žmogaus.
short-we = „We“ ir „our“ reiškia žmones, kurie tai parašė.
short-means = { $word } reiškia:
