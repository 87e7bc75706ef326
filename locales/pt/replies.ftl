route-greeting =
    Olá. Sou o Waymark. Sou um computador, não uma pessoa.
    Pergunte-me sobre ajuda para necessidades educativas especiais. Pode escrever como quiser.
route-thanks =
    De nada.
    Pode perguntar outra coisa a qualquer momento.
route-goodbye =
    Adeus. Volte quando quiser.
route-nothing =
    Pergunte-me sobre ajuda para necessidades educativas especiais.
    Pode escrever como quiser. Os erros não importam.
personal-title = Não consigo ver o seu caso
personal =
    Não consigo ver o seu plano nem os seus registos. Não sei quem é.
    Estas pessoas podem ver o seu caso.
unanswered-title = Não encontrei isto
unanswered =
    Só sei o que as câmaras (councils) escreveram.
    Pode perguntar por outras palavras. Ou pergunte a uma destas pessoas.
route-not-that =
    Peço desculpa. Diga-me mais sobre o que precisa.
    Pode escrever como quiser. Os erros não importam.
route-orders =
    Só respondo a perguntas sobre ajuda para necessidades educativas especiais.
    O que gostaria de saber sobre isso?
route-unfinished =
    Continue, por favor. Diga o que aconteceu ou o que quer saber.
    Sou um computador. Nenhuma pessoa está a ler isto agora.
route-insult =
    Lamento que seja difícil. Sou um computador e engano-me.
    Pode dizer por outras palavras do que precisa. Ou pode falar com uma pessoa.
clarification-title = Qual destas quer dizer?
clarification =
    Não tenho a certeza do que está a perguntar. Escolha uma destas, ou pergunte por outras palavras.
missed-again-title = Vamos encontrar uma pessoa
missed-again =
    Voltei a não encontrar. Peço desculpa.
    Estas pessoas podem ajudar. Pode continuar a perguntar-me por outras palavras.
two-answers-title = Perguntou duas coisas
fault-title = Não consegui responder agora
fault =
    Algo correu mal do nosso lado. A culpa não é sua.
    Envie a pergunta outra vez. Se estiver em perigo, ligue 999.

label-elsewhere = Isto é sobre { $about }. Não encontrei nada sobre isto para { $own }.
label-about = Isto é sobre { $about }.
label-corrected = Li isto como { $words }.
easy-read-not-written = Um computador encurtou estas palavras. Ainda nenhuma pessoa as verificou.
easy-read-not-read = Estas palavras fáceis ainda não foram verificadas com leitores.
note-evidence = Vimos estas fontes pela última vez em { $date }. Nenhum funcionário da câmara assinou ainda esta página.
note-checked = Verificado em { $date } por { $who }.
source-page = página { $page }
note-imported = Estas palavras vêm diretamente de um documento.
published = publicado em { $date }
local-offer = Local Offer (lista de ajuda local) de { $area }
contacts-heading = Pessoas que podem ajudar
sources-heading = De onde vem isto
suggestions-next = Também pode perguntar
suggestions-near = Sobre isto sei
suggestions-start = Pode perguntar

rate-question = Esta resposta ajudou?
rate-green = Sim
rate-amber = Um pouco
rate-red = Não
rated = Obrigado. Pode mudar a sua avaliação a qualquer momento.
rated-comment = Obrigado. Um funcionário da câmara pode ler o seu comentário.
rated-gone = Já não tenho essa resposta, por isso não pode ser avaliada.
rating-lost = A sua avaliação não foi guardada. Algo correu mal do nosso lado. Carregue outra vez.
comment-lost = O seu comentário não foi guardado. Algo correu mal do nosso lado. Envie-o outra vez.
comment-first-thumb = Escolha primeiro uma avaliação. Depois escreva o comentário.
comment-help = O seu comentário não foi posto com os outros comentários. Ninguém os lê suficientemente depressa para isto.

style-easy-on = A leitura fácil (easy read) está ligada.
style-easy-off = A leitura fácil (easy read) está desligada.
area-set = Vou procurar primeiro em { $area }.
area-none = Vou procurar em todas as áreas.
area-unknown = Não conheço essa área. Escolha uma destas.
area-choose = Em que área vive?
area-any = Todas as áreas
forgotten = Esta conversa foi esquecida.

read-more = Ler a página toda
settings-kept = Vou lembrar-me disto nesta conversa.
remember-on = Este aparelho vai lembrar-se desta conversa durante 90 dias.
remember-off = Este aparelho vai esquecer esta conversa quando fechar o navegador.
