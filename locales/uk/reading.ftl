pictures-title = Малюнки
pictures-lead = Кожен малюнок має одне значення. Він стоїть поруч зі словами і ніколи не замість них.
pictures-off = Малюнки відволікають? Відкрийте «Допомога з читанням» угорі сторінки й виберіть «Без малюнків». Для цього в браузері мають бути ввімкнені скрипти.
pictures-people = Жодна людина з інтелектуальною інвалідністю ще не дивилася ці малюнки з нами. Якщо якийсь важко зрозуміти, напишіть нам.
pictures-count = Малюнків: { $count }
pictures-who = Хто їх зробив
pictures-twemoji = Малюнки з позначкою «Twemoji» зробили Twitter, Inc та інші автори, авторське право 2020. Їх використано без змін, за ліцензією
pictures-ours = Малюнки з позначкою «Waymark» намальовано для цієї програми, і вони мають її ліцензію.
pictures-council = Малюнки з позначкою «рада» належать раді (council) або тим, від кого вона їх має. Запитайте раду, перш ніж їх використовувати.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = рада

aids = Допомога з читанням
aids-hint = Це зберігається лише в цьому браузері.
aids-size = Розмір тексту
aids-space = Відстань між рядками
aids-face = Літери
aids-contrast = Кольори
aids-pictures = Малюнки
aids-speed = Читання вголос
aids-usual = Звичайно
aids-size-2 = Великий
aids-size-3 = Більший
aids-size-4 = Найбільший
aids-space-2 = Більша
aids-space-3 = Найбільша
aids-face-clear = Легше розрізнити
aids-contrast-light = Чорне на білому
aids-contrast-dark = Біле на чорному
aids-pictures-on = Показувати малюнки
aids-pictures-off = Без малюнків
aids-speed-slow = Повільно
aids-speed-fast = Швидко
aids-reset = Повернути звичайне

listen-group = Читання вголос
listen = Читати вголос
listen-pause = Пауза
listen-on = Далі читати
listen-next = Наступне
listen-stop = Зупинити
listen-no-voice = На цьому пристрої немає голосу, який сам читає цією мовою.

telegram-thumbs = Під відповіддю є три кнопки. 🟢 Палець угору: так, допомогло. 🟡 Палець убік: трохи допомогло. 🔴 Палець униз: ні.

term-page = Більше про це слово
