telegram-start =
    Sou o Waymark. Respondo a perguntas sobre necessidades educativas especiais e deficiência (em inglês: SEND).
    Sou um computador, não uma pessoa.
    O Telegram é outra empresa, e as suas palavras ficam nos computadores dela. A empresa pede que as pessoas tenham 16 anos ou mais.
telegram-start-web = A conversa na página da internet não tem essa regra: { $url }
telegram-description =
    Respondo a perguntas sobre necessidades educativas especiais e deficiência (SEND). Sou um computador, não uma pessoa.
    Aqui ninguém lê ao mesmo tempo. Se estiver em perigo, ligue 999.
telegram-profile = Responde a perguntas sobre SEND. Um computador, não uma pessoa. Em perigo, ligue 999.
telegram-late = Peço desculpa pelo atraso. Não pude responder quando escreveu.
telegram-help =
    Escreva a sua pergunta. Pode escrever como quiser.
    Também pode usar estes comandos:
telegram-unknown-command = Não conheço esse comando.
telegram-command-start = Começar e escolher a sua área
telegram-command-help = O que pode fazer aqui
telegram-command-settings = O que escolheu
telegram-command-easyread = Ligar ou desligar a leitura fácil
telegram-command-area = Escolher a sua área
telegram-command-language = Escolher a sua língua
telegram-command-help-from-a-person = Com quem pode falar
telegram-command-privacy = O que é guardado sobre si
telegram-command-mydata = Ver e guardar o que existe sobre si
telegram-command-stop = Apagar o que existe sobre si

telegram-privacy =
    O Telegram é outra empresa. O que escreve também fica nos computadores dela, e lá valem as regras dela.
    Aqui ninguém lê ao mesmo tempo. Se estiver em perigo, ligue 999.
    Envie /help_from_a_person para ver com quem falar.
    Envie /mydata e envio-lhe tudo o que guardo. Envie /stop e apago.
telegram-my-data = Aqui está tudo o que guardo sobre si: um ficheiro para ler e outro para outros programas. Ficam nesta conversa, onde outras pessoas que usem o seu telefone os podem abrir. Envie /stop e apago o que guardo.
telegram-stopped =
    As mensagens que vê aqui são guardadas pelo Telegram. Pode apagar esta conversa no Telegram.
    Se voltar a escrever-me, começamos de novo.
telegram-my-data-words = os meus dados, meus dados, mostrar os meus dados, o que sabes sobre mim, guardar a conversa, guardar os meus dados
telegram-stop-words = apagar a conversa, apagar os meus dados, apagar tudo, esquece-me, apaga tudo

telegram-person = Aqui ninguém lê ao mesmo tempo. Estas pessoas podem falar consigo. Não tem de dizer o seu nome.
telegram-area-skip = Saltar
telegram-area-any-words = todas as áreas, todas, qualquer, nenhuma, saltar
telegram-easy-read-words = leitura fácil, palavras fáceis, palavras simples, mais fácil, easy read
telegram-standard-words = desligar leitura fácil, sem leitura fácil, texto normal, standard
telegram-person-words = falar com uma pessoa, uma pessoa, pessoa, quero falar com uma pessoa, falar com alguém, quero falar com alguém, pessoa real
telegram-thumb-words-green = sim, 👍, ajudou, sim ajudou
telegram-thumb-words-amber = um pouco, mais ou menos, 👉
telegram-thumb-words-red = não, 👎, não ajudou
telegram-asked = Perguntou: { $question }
telegram-only-text = Só consigo ler texto. Não vi o que enviou e não guardo nada disso. Diga-me por palavras.
telegram-private-only = Só falo em conversas privadas. Escreva-me lá.
telegram-too-long = Esta é só a primeira parte. Pergunte-me sobre uma coisa e digo mais.
telegram-article-gone = Já não tenho essa página. Pode perguntar por palavras suas.
telegram-button-gone = Este botão já não funciona. Faça a pergunta outra vez.
telegram-why-button = 💬 Dizer porquê
telegram-why-about = esta resposta
telegram-why = O que teve de bom ou de mau { $about }? Escreva como resposta a esta mensagem. Um funcionário da câmara pode ler.
telegram-why-placeholder = O seu comentário
telegram-wait = Enviou-me muitas mensagens em pouco tempo. Não li a última. Espere um minuto e envie-a outra vez. Se você ou outra pessoa estiver em perigo agora, ligue 999.
