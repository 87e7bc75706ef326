route-greeting =
    Dzień dobry. Nazywam się Waymark. Jestem komputerem, nie człowiekiem.
    Zapytaj mnie o pomoc przy specjalnych potrzebach edukacyjnych. Możesz pisać tak, jak Ci wygodnie.
route-thanks =
    Nie ma za co.
    W każdej chwili możesz zapytać o coś jeszcze.
route-goodbye =
    Do widzenia. Wracaj, kiedy chcesz.
route-nothing =
    Zapytaj mnie o pomoc przy specjalnych potrzebach edukacyjnych.
    Możesz pisać tak, jak Ci wygodnie. Błędy nie przeszkadzają.
personal-title = Nie widzę Twojej sprawy
personal =
    Nie widzę Twojego planu ani dokumentów. Nie wiem, kim jesteś.
    Te osoby mogą zajrzeć do Twojej sprawy.
unanswered-title = Nie mam na to odpowiedzi
unanswered =
    Wiem tylko to, co zapisały rady (councils).
    Możesz zapytać innymi słowami. Albo zapytaj jedną z tych osób.
route-not-that =
    Przepraszam. Napisz mi więcej o tym, czego potrzebujesz.
    Możesz pisać tak, jak Ci wygodnie. Błędy nie przeszkadzają.
route-orders =
    Odpowiadam tylko na pytania o pomoc przy specjalnych potrzebach edukacyjnych.
    O co chcesz w tej sprawie zapytać?
route-unfinished =
    Pisz dalej. Napisz, co się stało albo co chcesz wiedzieć.
    Jestem komputerem. Żaden człowiek teraz tego nie czyta.
route-insult =
    Przykro mi, że jest trudno. Jestem komputerem i popełniam błędy.
    Możesz napisać innymi słowami, czego potrzebujesz. Możesz też porozmawiać z człowiekiem.
clarification-title = O co chodzi?
clarification =
    Nie mam pewności, o co pytasz. Wybierz jedną z tych odpowiedzi albo zapytaj innymi słowami.
missed-again-title = Poszukajmy człowieka
missed-again =
    Znowu nie mam odpowiedzi. Przepraszam.
    Te osoby mogą Ci pomóc. Nadal możesz pytać mnie innymi słowami.
two-answers-title = To były dwa pytania
fault-title = Teraz nie mogę odpowiedzieć
fault =
    Coś zawiodło po naszej stronie. To nie Twoja wina.
    Wyślij pytanie jeszcze raz. Jeśli grozi Ci niebezpieczeństwo, zadzwoń pod numer 999.

label-elsewhere = To dotyczy obszaru { $about }. Nie mam nic na ten temat dla obszaru { $own }.
label-about = To dotyczy obszaru { $about }.
label-corrected = Tak to odczytuję: { $words }.
easy-read-not-written = Te słowa skrócił komputer. Żaden człowiek jeszcze ich nie sprawdził.
easy-read-not-read = Te łatwe słowa nie zostały jeszcze sprawdzone z czytelnikami.
note-evidence = Ostatnie sprawdzenie tych źródeł: { $date }. Żaden urzędnik rady nie podpisał jeszcze tej strony.
note-checked = Sprawdzono: { $date }. Kto: { $who }.
source-page = strona { $page }
note-imported = Te słowa pochodzą prosto z dokumentu.
published = opublikowano: { $date }
local-offer = Local Offer (oferta lokalna): { $area }
contacts-heading = Kto może pomóc
sources-heading = Skąd to wiemy
suggestions-next = Możesz też zapytać
suggestions-near = O tym mam strony
suggestions-start = Możesz zapytać

rate-question = Czy ta odpowiedź pomogła?
rate-green = Tak
rate-amber = Trochę
rate-red = Nie
rated = Dziękuję. Ocenę możesz zmienić w każdej chwili.
rated-comment = Dziękuję. Urzędnik rady może przeczytać Twój komentarz.
rated-gone = Nie mam już tej odpowiedzi, więc nie można jej ocenić.
rating-lost = Ocena nie została zapisana. Coś zawiodło po naszej stronie. Naciśnij jeszcze raz.
comment-lost = Komentarz nie został zapisany. Coś zawiodło po naszej stronie. Wyślij go jeszcze raz.
comment-first-thumb = Najpierw wybierz ocenę. Potem napisz komentarz.
comment-help = Twój komentarz nie trafił do innych komentarzy. Nikt nie czyta ich dość szybko, gdy chodzi o coś takiego.

style-easy-on = Łatwy tekst (easy read) jest włączony.
style-easy-off = Łatwy tekst (easy read) jest wyłączony.
area-set = Będę szukać najpierw w obszarze { $area }.
area-none = Będę szukać we wszystkich obszarach.
area-unknown = Nie znam takiego obszaru. Wybierz jeden z tych.
area-choose = W jakim obszarze mieszkasz?
area-any = Wszystkie obszary
forgotten = Ta rozmowa została usunięta.

read-more = Przeczytaj całą stronę
settings-kept = Zapamiętam to w tej rozmowie.
remember-on = To urządzenie będzie pamiętać tę rozmowę przez 90 dni.
remember-off = To urządzenie zapomni tę rozmowę, gdy zamkniesz przeglądarkę.
