privacy-title = A sua privacidade
privacy-lead = O Waymark guarda o mínimo possível. Não precisa do nome, não guarda endereços de internet (IP) e não mostra as suas palavras a nenhum anunciante. Esta página é feita a partir da mesma lista que o programa usa para apagar dados.
privacy-lead-easy = Guardamos o mínimo possível. Não tem de dizer o seu nome.
privacy-area = Esta é a regra para { $area }.
privacy-rights = Os seus direitos
privacy-rights-words =
    Pode ver e guardar tudo o que existe da sua conversa, e apagar tudo, num só passo e sem pedir a ninguém.
    Antes de guardar alguma coisa, escondemos nomes, moradas, números e dados parecidos quando os reconhecemos. Nem sempre resulta, por isso é melhor não os escrever.
privacy-rights-easy =
    Pode ver o que guardamos.
    Pode guardar uma cópia.
    Pode apagar.
    Não precisa de pedir a ninguém.
privacy-complaint = Se quiser queixar-se
privacy-complaint-words =
    Se acha que os seus dados foram mal usados, queixe-se à sua câmara (council). Peça para falar com o encarregado da proteção de dados (data protection officer).
    Diga o que aconteceu e como a câmara pode contactar consigo. Alguém em quem confia pode ajudar a escrever.
    A câmara tem de confirmar que recebeu a queixa no prazo de 30 dias. É assim desde 19 de junho de 2026.
    Se depois não estiver satisfeito com o que a câmara fez, pode queixar-se ao Information Commissioner's Office (ICO, a autoridade de proteção de dados).
privacy-complaint-easy =
    Pode queixar-se da forma como usamos os seus dados.
    Diga à sua câmara. Peça o «data protection officer».
    Diga o que aconteceu.
    Alguém em quem confia pode ajudar.
    A câmara tem de dizer no prazo de 30 dias que recebeu a sua queixa.
    Pode não ficar contente com a resposta. Então pode dizer ao ICO.
    O ICO verifica se os dados das pessoas estão seguros.
privacy-who = Ver com quem falar
privacy-my-data = Ver, guardar ou apagar os meus dados
privacy-standard = Mostrar isto em palavras normais
privacy-easy = Mostrar isto em leitura fácil

policy-chat = As suas perguntas e as nossas respostas
policy-chat-words =
    O quê: o que pergunta, com os dados pessoais escondidos quando os reconhecemos, e o que lhe é respondido.
    Para quê: para poder ler outra vez e continuar a perguntar.
    Quanto tempo: na internet, até a conversa não ser usada durante { $minutes ->
        [one] { $minutes } minuto
       *[other] { $minutes } minutos
     }; no Telegram, ou onde marcou «lembrar», no máximo { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }.
    Quem vê: você. Os funcionários não veem, a não ser que carregue numa avaliação.
policy-chat-easy =
    Guardamos as suas perguntas e as nossas respostas.
    É para as poder ler outra vez.
    Na internet apagamos ao fim de { $minutes } minutos sem uso.
    No Telegram guardamos durante { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }.
    Só você as pode ver.
policy-profile = Como quer que falemos consigo
policy-profile-words =
    O quê: a sua área, a sua língua, leitura fácil ou não, como gosta que falem consigo, quem disse que é, como gosta que lhe chamem (se escolheu), e se este aparelho se lembra. Está cifrado.
    Para quê: para nunca perguntarmos duas vezes.
    Quanto tempo: tanto como a conversa, no máximo { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }.
    Quem vê: ninguém lê; o programa usa.
policy-profile-easy =
    Guardamos a sua área, a sua língua e como gosta que falem consigo.
    Desaparece quando a conversa desaparece.
    Nenhuma pessoa vê isto.
policy-ratings = As suas avaliações e comentários
policy-ratings-words =
    O quê: a avaliação, o comentário, a pergunta e a resposta, com os dados pessoais escondidos quando os reconhecemos; sem nome.
    Para quê: para a câmara poder corrigir o que está mal.
    Quanto tempo: { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     } (12 meses). Depois fica só o número de avaliações.
    Quem vê: funcionários da câmara da sua área.
policy-ratings-easy =
    Guardamos a sua avaliação e o comentário durante 12 meses.
    Guardamos também a pergunta e a resposta.
    A câmara lê para melhorar as coisas.
    Não vê o seu nome.
policy-counts = Números
policy-counts-words =
    O quê: quantas avaliações de cada cor, quantas vezes foi mostrada ajuda a alguém e o que essas mensagens dizem sobre os serviços (como a espera), por área e mês. Sem palavras e sem nomes.
    Para quê: para a câmara ver do que as famílias precisam.
    Quanto tempo: sem fim.
    Quem vê: funcionários da câmara, e o que eles publicarem. Quantas vezes foi mostrada ajuda a alguém é dito aos funcionários de proteção (safeguarding); os outros veem o que foi dito sobre os serviços, e nenhum número abaixo de 5.
policy-counts-easy =
    Contamos as avaliações.
    As contas não têm palavras nem nomes.
    Guardamos as contas.
policy-danger = O que é dito em perigo
policy-danger-words =
    O quê: as palavras exatas de uma mensagem que diz que alguém pode estar em perigo. Estão cifradas e guardadas à parte.
    Para quê: para que as pessoas da câmara que trabalham na proteção (safeguarding) possam agir.
    Quanto tempo: { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }. Foi a sua câmara que definiu este tempo. Apagar os seus dados não apaga este registo, porque quem tem o telefone na mão pode ser quem faz mal.
    Quem vê: funcionários com a função de proteção na sua área. Sempre que alguém lê as palavras, isso fica escrito. Uma pessoa responsável recebe um aviso sem as suas palavras.
policy-danger-easy =
    Pode dizer-nos que alguém está em perigo.
    Então guardamos as suas palavras durante { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }.
    Só algumas pessoas da câmara as podem ler. O trabalho delas é proteger pessoas.
    Não pode apagar este registo.
    É para sua segurança.
policy-danger-off =
    O quê: só uma contagem, sem palavras. A sua câmara desligou o registo das palavras.
    Para quê: para a câmara ver quantas vezes as pessoas precisam de ajuda.
    Quanto tempo: sem fim.
    Quem vê: funcionários com a função de proteção na sua área. Uma pessoa responsável pode receber um aviso sem as suas palavras.
policy-danger-off-easy =
    Pode dizer-nos que alguém está em perigo.
    Não guardamos essas palavras para a câmara.
    Só contamos que aconteceu.
policy-waiting = Respostas a caminho do Telegram
policy-waiting-words =
    O quê: o número da sua conversa no Telegram e a resposta, cifrados.
    Para quê: para que nenhuma resposta se perca quando algo avaria.
    Quanto tempo: até chegar, no máximo { $days ->
        [one] { $days } dia
       *[other] { $days } dias
     }.
    Quem vê: ninguém; o programa envia. O Telegram é outra empresa e também vê as suas mensagens.
policy-waiting-easy =
    Guardamos uma resposta até ela chegar a si.
    Depois apagamos.
    O Telegram é outra empresa. Também vê as suas mensagens.
policy-sessions = Funcionários que iniciam sessão
policy-sessions-words =
    O quê: endereços de e-mail dos funcionários, as sessões deles e uma lista do que fizeram.
    Para quê: para que só quem pode veja o que escreveu.
    Quanto tempo: uma sessão acaba por si; a lista é guardada durante 2 anos.
    Quem vê: administradores da câmara.
policy-sessions-easy =
    As pessoas da câmara têm de iniciar sessão.
    Escrevemos o que elas fazem.

my-data-title = Os meus dados
my-data-lead = Isto é tudo o que está guardado desta conversa.
my-data-none = Não está guardado nada desta conversa.
my-data-danger = Se uma mensagem disse que alguém pode estar em perigo, também pode estar no registo de proteção (safeguarding) da câmara. Esse registo não é mostrado aqui e não o pode apagar aqui.
my-data-save = Guardar
my-data-save-hint = Um ficheiro para ler ou um ficheiro para outros programas. O ficheiro fica neste aparelho, onde outros o podem encontrar.
my-data-save-text = Guardar como texto
my-data-save-json = Guardar como JSON
my-data-delete = Apagar tudo
my-data-delete-hint = Isto apaga a conversa, as suas escolhas, e os seus comentários e avaliações. Não se pode desfazer.
my-data-when = Quando
my-data-question = Perguntou
my-data-answer = Foi-lhe respondido
my-data-thumb = A sua avaliação
my-data-comment = O seu comentário
my-data-style = Como lê
my-data-area = Área
my-data-language = Língua
my-data-audience = Disse que é
my-data-remember = Este aparelho lembra-se
my-data-message = A caminho de si

erased-title = Foi apagado
erased-gone = O que foi apagado
erased-stays = O que fica, e porquê
erased-chat = Perguntas com as respostas: { $count }
erased-profile = As suas escolhas: área, leitura fácil e semelhantes
erased-ratings = Avaliações com perguntas, respostas e comentários: { $count }
erased-waiting = Respostas que estavam a caminho: { $count }
erased-nothing = Não havia nada guardado sobre si, por isso não havia nada para apagar.
erased-counts-stay = O número de avaliações fica, sem palavras e sem si.
erased-danger-stays = Se nos disse que alguém pode estar em perigo, essas palavras ficam no registo de proteção até { $days ->
    [one] { $days } dia
   *[other] { $days } dias
 }. Não as pode apagar aqui, para que mais ninguém com o seu telefone o possa fazer.
