# Easy read that is made by computer from a document's own words.
short-more = There is more in the document.
short-none = I could not make this part short.
short-none-next = You can read the document or ask a person.
short-we = “We” and “our” mean the people who wrote this.
short-means = { $word } means:
