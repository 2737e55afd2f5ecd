"""Names of columns in French, Spanish, Italian, Portuguese (of both sides of the ocean), Romanian and Catalan."""

FRENCH = """
name: Nom complet | Nom affiché | Nom à afficher | Nom d'affichage | Contact | Nom et prénom | Prénom et nom
given: Prénom
middle: Deuxième prénom | Second prénom | Autres prénoms
family: Nom | Nom de famille
prefix: Civilité | Préfixe | Préfixe du nom
suffix: Suffixe | Suffixe du nom
nickname: Surnom | Pseudo
organisation: Société | Entreprise | Organisation | Nom de l'organisation | Nom de l'entreprise | Employeur
    | Compagnie | Organisme
department: Service | Département | Département de l'organisation
title: Fonction | Poste | Titre1 | Titre du poste | Titre de l'organisation | Intitulé du poste | Métier | Profession
note: Notes | Remarques | Commentaires | Commentaire | Note
tags: Catégories | Catégorie | Groupes | Libellés | Étiquettes | Groupe
birthday: Anniversaire | Date de naissance
introduced_by: Recommandé par | Présenté par | Référence
birth-year: Année de naissance | Année
birth-month: Mois de naissance | Mois
birth-day: Jour de naissance | Jour
connected: Connecté le | Connexion le | Date de connexion | Connecté(e) le | En relation depuis
prefix or title: Titre
silent: Priorité | Critère de diffusion | Privé | Initiales | Langue | Serveur d'annuaire | Disponibilité Internet
phone main: Téléphone société | Téléphone principal de la société
phone callback: Rappel | Téléphone de rappel
phone isdn: RNIS
phone radio: Radio téléphone | Radiotéléphone
phone tty: Téléphone TDD/TTY | Téléphone TTY/TDD | Téléscripteur
phone telex: Télex

phone: Téléphone | Tél | Numéro de téléphone | Téléphones
mobile: Mobile | Portable | Téléphone mobile | Cellulaire | GSM
fax: Télécopie | Fax | Télécopieur | Numéro de télécopie
pager: Récepteur de radiomessagerie | Récepteur radiomessagerie | Bip | Téléavertisseur
email: Adresse de messagerie | Messagerie | Adresse e-mail | E-mail | Courriel | Adresse électronique
    | Adresse de courrier | Courrier électronique | Mail | Mél
url: Page Web | Site Web | Site internet | Page personnelle | Site
street: Rue | Adresse postale
city: Ville | Localité | Commune
region: Dép/Région | Département | Région | Province | État | Canton | Dép
code: Code postal | CP | NPA
country: Pays | Pays/Région
box: B.P. | BP | Boîte postale
address: Adresse
work: Bureau | professionnel | professionnelle | travail | pro | entreprise
home: Domicile | personnel | personnelle | privé | privée | perso | maison
other: Autre | autres
car: Voiture
assistant: Assistant(e) | de l'assistant(e) | assistant
label: Libellé | Type | Étiquette | Intitulé
value: Valeur
formatted: Mise en forme | Formatée
displayed: Nom complet de l' | Nom d'affichage | Nom affiché | Nom complet
second: secondaire | deuxième
filler: Numéro | Principal | principale | première | premier | fixe | de | du | la | le | l | d | N°
"""

SPANISH = """
name: Nombre completo | Nombre para mostrar | Nombre y apellidos | Nombre de contacto | Contacto | Nombre mostrado
given: Nombre | Primer nombre | Nombre de pila | Nombres
middle: Segundo nombre
family: Apellidos | Apellido | Primer apellido
prefix: Tratamiento | Prefijo | Prefijo del nombre
suffix: Sufijo | Sufijo del nombre
nickname: Apodo | Alias
organisation: Organización | Empresa | Compañía | Nombre de la organización | Nombre de la empresa | Empleador
department: Departamento
title: Puesto | Cargo | Puesto de trabajo | Ocupación | Título de la organización | Profesión
note: Notas | Comentarios | Observaciones | Nota
tags: Categorías | Categoría | Grupos | Etiquetas | Grupo
birthday: Cumpleaños | Fecha de nacimiento | Cumpleaño
introduced_by: Referencia de | Referido por | Recomendado por | Presentado por
birth-year: Año de nacimiento
birth-month: Mes de nacimiento
birth-day: Día de nacimiento
connected: Conectado el | Fecha de conexión | Contacto desde
prefix or title: Título
silent: Prioridad | Confidencialidad | Privado | Carácter | Iniciales | Idioma | Servidor de directorio
    | Disponibilidad de Internet | Disponibilidad en Internet
phone home: Particular | Particular 2 | Domicilio 2
phone main: Número de centralita de la organización | Teléfono principal de la organización
    | Teléfono principal de la compañía
phone callback: Devolución de llamada
phone isdn: RDSI
phone radio: Radioteléfono
phone tty: Número de teletipo | Teléfono TTY/TDD | Teletipo
phone telex: Télex

phone: Teléfono | Tel | Número de teléfono | Tfno | Teléfonos
mobile: Móvil | Celular | Número móvil | Teléfono móvil
fax: Fax | Número de fax
pager: Localizador | Buscapersonas
email: Correo electrónico | Dirección de correo electrónico | Dirección del correo electrónico | Correo | E-mail | Email
    | Dirección de correo
url: Página Web | Sitio Web | Web | Página personal
street: Calle | Domicilio
city: Ciudad | Población | Localidad | Municipio
region: Provincia | Estado | Provincia o estado | Estado o provincia | Región | Comunidad
code: Código postal | CP | C.P.
country: País | País o región | País/región
box: Apartado postal | Apartado de correos | Apartado
address: Dirección | Direcciones
work: del trabajo | de trabajo | trabajo | oficina | laboral | profesional | empresa
home: Particular | del domicilio | casa | personal
other: Otro | otra | otros
car: del automóvil | del auto | del coche | automóvil
assistant: del ayudante | ayudante | asistente | del asistente
label: Etiqueta | Tipo
value: Valor
formatted: Formato
displayed: Nombre de pantalla | Nombre para mostrar | Nombre de pantalla del | Nombre de pantalla de
second: secundario | secundaria
filler: Número | principal | primario | primaria | de | del | la | el | postal
"""

ITALIAN = """
name: Nome completo | Nome visualizzato | Nome e cognome | Cognome e nome | Contatto | Nominativo
given: Nome
middle: Secondo nome
family: Cognome
prefix: Prefisso | Appellativo | Prefisso nome
suffix: Titolo straniero | Suffisso | Suffisso nome
nickname: Soprannome
organisation: Società | Azienda | Ditta | Organizzazione | Nome organizzazione | Ragione sociale | Impresa
department: Reparto | Ufficio/reparto | Divisione
title: Posizione | Qualifica | Ruolo | Mansione | Professione | Titolo organizzazione | Posizione lavorativa
note: Note | Commenti | Annotazioni | Nota
tags: Categorie | Categoria | Gruppi | Etichette | Gruppo
birthday: Compleanno | Data di nascita
introduced_by: Segnalato da | Presentato da | Riferimento | Consigliato da
birth-year: Anno di nascita
birth-month: Mese di nascita
birth-day: Giorno di nascita
connected: Collegato il | Data collegamento | Connesso il
prefix or title: Titolo
silent: Priorità | Riservatezza | Privato | Iniziali | Lingua | Server di directory | Disponibilità Internet
phone home: Abitazione | Abitazione 2 | Casa
phone work: Ufficio | Ufficio 2
phone main: Ditta tel | Telefono principale società | Numero principale società | Centralino
phone callback: Richiamata
phone radio: Radiotelefono
phone tty: Telefono TTY/TDD
phone car: Auto

phone: Telefono | Tel | Numero di telefono | Telefoni
mobile: Cellulare | Telefono cellulare | Cell | Mobile | Telefonino
fax: Fax | Numero di fax
pager: Cercapersone
email: Indirizzo posta elettronica | Indirizzo di posta elettronica | Posta elettronica | Indirizzo e-mail | E-mail
    | Email
    | Mail
url: Pagina Web | Sito Web | Sito | Sito internet
street: Via | Indirizzo stradale
city: Città | Comune | Località
region: Provincia | Regione | Stato | Prov | Provincia/Stato
code: CAP | Codice postale | C.A.P.
country: Paese | Nazione | Paese/area geografica | Nazione/Regione | Paese/regione
box: Casella postale
address: Indirizzo | Recapito
work: uff | ufficio | lavoro | aziendale
home: ab | abitazione | casa | residenza | privato | personale
other: Altro | altra | altri
car: auto
assistant: assistente
label: Etichetta | Tipo
value: Valore
displayed: Nome visualizzato
second: secondario | secondaria | alternativa | alternativo
filler: Numero | principale | primario | primaria | di | del | della | n
"""

PORTUGUESE = """
name: Nome completo | Nome para exibição | Nome a apresentar | Nome de exibição | Contato | Contacto
given: Nome | Primeiro nome | Nome próprio
middle: Segundo nome | Nome do meio | Nomes do meio
family: Sobrenome | Apelido | Último nome | Nome de família
prefix: Tratamento | Prefixo | Prefixo do nome | Saudação
suffix: Sufixo | Sufixo do nome
nickname: Alcunha | Apelido (alcunha)
organisation: Empresa | Organização | Nome da organização | Companhia | Nome da empresa
department: Departamento | Setor
title: Cargo | Função | Posição | Título da organização | Profissão
note: Anotações | Notas | Observações | Comentários | Nota
tags: Categorias | Categoria | Grupos | Marcadores | Etiquetas | Grupo
birthday: Aniversário | Data de nascimento | Data de aniversário | Nascimento
introduced_by: Indicado por | Recomendado por | Apresentado por | Referido por
birth-year: Ano de nascimento
birth-month: Mês de nascimento
birth-day: Dia de nascimento
connected: Conectado em | Conectou-se em | Data da conexão | Ligado em
prefix or title: Título
silent: Prioridade | Confidencialidade | Sensibilidade | Particular | Privado | Iniciais | Idioma
    | Servidor de diretório | Servidor de directório | Disponibilidade na Internet | Internet livre/ocupado
phone main: Telefone principal da empresa
phone callback: Retorno de chamada | Chamada de retorno
phone isdn: RDIS | ISDN
phone radio: Telefone de rádio | Telefone do rádio | Radiotelefone
phone tty: Telefone TTY/TDD

phone: Telefone | Tel | Número de telefone | Fone
mobile: Celular | Telemóvel | Telefone celular | Telefone móvel | Móvel
fax: Fax | Número de fax
pager: Pager
email: Endereço de correio eletrônico | Endereço de correio electrónico | Correio eletrônico | Correio electrónico
    | Correio eletrónico | Endereço de email | E-mail | Email | Endereço eletrônico
url: Página da Web | Página Web | Site | Site da Web | Sítio Web
street: Rua | Logradouro | Rua do endereço | Morada
city: Cidade | Localidade | Município | Cidade do endereço
region: Estado | Distrito | Província | Região | Estado do endereço | Estado/Província | UF | Distrito/Estado
code: CEP | Código postal | Código de endereçamento postal | CEP do endereço | Código postal do endereço
country: País | País/Região | País/Região do endereço | País do endereço
box: Caixa postal | Apartado | Caixa postal do endereço
address: Endereço
work: comercial | empresarial | trabalho | profissional | emprego | do emprego | empresa | escritório
home: residencial | residência | pessoal | casa | da residência
other: Outro | outra | outros
car: do carro | do automóvel | carro
assistant: do assistente | assistente
label: Etiqueta | Tipo | Rótulo | Marcador
value: Valor
displayed: Nome para exibição | Nome para exibição do | Nome a apresentar | Nome de apresentação
filler: Número | principal | de | do | da | na
"""

CATALAN = """
name: Nom complet
given: Nom
family: Cognoms | Cognom
organisation: Empresa | Companyia | Organització
department: Departament
title: Càrrec
note: Notes
tags: Categories | Etiquetes
birthday: Aniversari | Data de naixement

phone: Telèfon
mobile: Mòbil
fax: Fax
email: Correu electrònic | Adreça electrònica
url: Pàgina web
street: Carrer
city: Ciutat | Població
region: Província
code: Codi postal
country: País
address: Adreça
work: feina | treball
home: particular | casa
other: Altre
filler: Número | de | del | la
"""

ROMANIAN = """
name: Nume complet | Nume și prenume
given: Prenume
middle: Al doilea prenume
family: Nume | Nume de familie
organisation: Firmă | Companie | Societate | Organizație
department: Departament
title: Funcție | Post
note: Note | Observații
tags: Categorii | Etichete
birthday: Zi de naștere | Data nașterii
prefix or title: Titlu

phone: Telefon | Număr de telefon
mobile: Mobil | Telefon mobil
fax: Fax
email: E-mail | Adresă de e-mail | Adresă de poștă electronică | Poștă electronică
url: Pagină Web
street: Stradă
city: Oraș | Localitate
region: Județ
code: Cod poștal
country: Țară | Țară/Regiune
address: Adresă
work: serviciu | firmă | birou
home: domiciliu | acasă | personal
other: Alt | altă | altul
filler: Număr | de | la
"""
