pictures-title = As imagens
pictures-lead = Cada imagem tem um só significado. Fica ao lado das palavras e nunca em vez delas.
pictures-off = As imagens distraem? Abra “Ajuda à leitura” no cimo da página e escolha “Sem imagens”. Para isso, o navegador precisa de ter os scripts ligados.
pictures-people = Ainda ninguém com deficiência intelectual viu estas imagens connosco. Se alguma for difícil de perceber, diga-nos.
pictures-count = { $count } imagens
pictures-who = Quem as fez
pictures-twemoji = As imagens marcadas “Twemoji” são da Twitter, Inc e de outros autores, direitos de autor 2020. São usadas sem alterações, com a licença
pictures-ours = As imagens marcadas “Waymark” foram desenhadas para este programa e têm a licença dele.
pictures-council = As imagens marcadas “câmara” são da câmara (council) ou de quem lhas deu. Pergunte à câmara antes de as usar.
pictures-by-twemoji = Twemoji
pictures-by-waymark = Waymark
pictures-by-council = câmara

aids = Ajuda à leitura
aids-hint = Isto fica guardado só neste navegador.
aids-size = Tamanho do texto
aids-space = Espaço entre linhas
aids-face = Letras
aids-contrast = Cores
aids-pictures = Imagens
aids-speed = Leitura em voz alta
aids-usual = Habitual
aids-size-2 = Grande
aids-size-3 = Maior
aids-size-4 = O maior
aids-space-2 = Mais
aids-space-3 = O máximo
aids-face-clear = Mais fáceis de distinguir
aids-contrast-light = Preto em branco
aids-contrast-dark = Branco em preto
aids-pictures-on = Mostrar imagens
aids-pictures-off = Sem imagens
aids-speed-slow = Devagar
aids-speed-fast = Depressa
aids-reset = Voltar ao habitual

listen-group = Leitura em voz alta
listen = Ler em voz alta
listen-pause = Pausa
listen-on = Continuar
listen-next = Seguinte
listen-stop = Parar
listen-no-voice = Este aparelho não tem uma voz que leia esta língua sozinha.

telegram-thumbs = Por baixo de uma resposta há três botões. 🟢 Polegar para cima: sim, ajudou. 🟡 Polegar para o lado: ajudou um pouco. 🔴 Polegar para baixo: não.

term-page = Mais sobre esta palavra
