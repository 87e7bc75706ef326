short-more = W dokumencie jest więcej.
short-none = Tej części nie udało się skrócić.
short-none-next = Możesz przeczytać dokument albo zapytać człowieka.
short-we = „We” i „our” to ludzie, którzy to napisali.
short-means = { $word } znaczy:
