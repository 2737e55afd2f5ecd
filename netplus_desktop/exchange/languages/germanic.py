"""Names of columns in German, Dutch, Swedish, Danish and Norwegian."""

GERMAN = """
name: Name | Vollständiger Name | Anzeigename | Kontakt | Person | Vor- und Nachname
given: Vorname | Rufname
middle: Weitere Vornamen | Zweiter Vorname | 2. Vorname
family: Nachname | Familienname | Zuname
prefix: Anrede | Namenspräfix | Namenszusatz (vorangestellt) | Akademischer Titel
suffix: Suffix | Namenszusatz | Namenssuffix
nickname: Spitzname
organisation: Firma | Unternehmen | Organisation | Organisationsname | Name der Organisation | Arbeitgeber | Firmenname
department: Abteilung | Abteilung der Organisation
title: Position | Berufsbezeichnung | Beruf | Funktion | Stelle | Titel der Organisation | Rolle
note: Notizen | Notiz | Bemerkungen | Bemerkung | Anmerkungen | Kommentar
tags: Kategorien | Kategorie | Gruppen | Gruppe | Gruppenzugehörigkeit | Schlagwörter | Labels | Stichwörter
birthday: Geburtstag | Geburtsdatum
introduced_by: Empfohlen von | Vorgestellt von
met: Kennengelernt
birth-year: Geburtsjahr
birth-month: Geburtsmonat
birth-day: Geburtstag (Tag)
connected: Verbunden am | Vernetzt am | Verknüpft am | Vernetzt seit
prefix or title: Titel
silent: Priorität | Vertraulichkeit | Privat | Initialen | Sprache | Verzeichnisserver | Internet-Frei/Gebucht
    | Internet Frei/Gebucht
phone main: Telefon Firma | Hauptrufnummer Firma
phone callback: Rückmeldung | Rückruf
phone radio: Mobiltelefon 2 | Funktelefon
phone tty: Telefon für Hörbehinderte | Texttelefon

phone: Telefon | Telefonnummer | Tel | Rufnummer | Fon
mobile: Mobil | Handy | Mobiltelefon | Mobilfunk
fax: Fax | Faxnummer | Telefax
pager: Pager
email: E-Mail | Mail | Email | Elektronische Post
url: Webseite | Website | Internetseite | Homepage | Internet | Web
im: Messenger | Sofortnachrichten
street: Straße | Strasse | Straße und Hausnummer | Straße Nr | Straße Hausnummer | Str | Anschrift
city: Ort | Stadt | Wohnort
region: Region | Bundesland | Kanton | Bundesland/Kanton
code: Postleitzahl | PLZ
country: Land | Staat
box: Postfach
address: Adresse | Postanschrift
work: geschäftlich | Geschäft | Arbeit | Büro | dienstlich | beruflich | Firma | Dienst | Geschäfts
home: privat | Zuhause | Heim | Haus | persönlich | persönliche
other: weiteres | weiterer | weitere | weiteres/r | weiteres/e | andere | sonstige | sonstiges | anderes
car: Auto
assistant: Assistent | Assistent(in)
label: Bezeichnung | Typ | Label | Art
value: Wert
formatted: formatiert
displayed: Angezeigter Name | Anzeigename
filler: Nummer | Nr | Haupt | und | der | die | primäre | erste
second: sekundäre | zweite
"""

DUTCH = """
name: Naam | Volledige naam | Weergavenaam | Contactpersoon
given: Voornaam | Roepnaam
middle: Tweede voornaam | Middelste naam | Tussenvoegsel | Tweede naam
family: Achternaam | Familienaam
prefix: Aanhef | Naamvoorvoegsel | Voorvoegsel
suffix: Achtervoegsel | Naamachtervoegsel
nickname: Bijnaam
organisation: Bedrijf | Organisatie | Bedrijfsnaam | Werkgever | Naam van organisatie
department: Afdeling
title: Functie | Functietitel | Beroep
note: Notities | Opmerkingen | Notitie | Aantekeningen
tags: Categorieën | Categorie | Groepen | Labels | Trefwoorden
birthday: Verjaardag | Geboortedatum
introduced_by: Aanbevolen door | Doorverwezen door | Geïntroduceerd door | Verwezen door
birth-year: Geboortejaar
birth-month: Geboortemaand
birth-day: Geboortedag
connected: Verbonden op | Connectie gemaakt op
prefix or title: Titel
silent: Prioriteit | Gevoeligheid | Privé | Initialen | Taal | Adreslijstserver | Vrij/bezet-info op internet
phone main: Hoofdtelefoon bedrijf | Hoofdnummer bedrijf
phone callback: Terugbellen
phone radio: Radiotelefoon
phone tty: Teksttelefoon | Telefoon voor slechthorenden
phone pager: Semafoon

phone: Telefoon | Telefoonnummer | Tel
mobile: Mobiel | Mobiele telefoon | Mobiele | GSM
fax: Fax | Faxnummer
pager: Pager
email: E-mail | Email | Mail
url: Website | Webpagina | Internetadres
street: Straat | Straat en huisnummer | Straat huisnummer | Straat huisnr | Straat nr
city: Plaats | Woonplaats | Stad
region: Provincie | Staat | Regio
code: Postcode
country: Land | Land/regio
box: Postbus
address: Adres | Postadres
work: Werk | werkadres | op werk | kantoor | zakelijk
home: Thuis | huis | huisadres | privé | privéadres
other: Ander | andere | overig | overige
car: Auto
assistant: Assistent | van assistent
label: Type | Label
value: Waarde
displayed: Weergavenaam | weergegeven naam
filler: Nummer | Nr | Hoofd | Primaire | primair | en | van
second: secundaire | secundair | tweede
"""

SWEDISH = """
name: Namn | Fullständigt namn | Visningsnamn | Kontakt
given: Förnamn
middle: Mellannamn
family: Efternamn
prefix: Tilltal | Namnprefix | Hälsning | Tilltalstitel
suffix: Suffix | Namnsuffix | Efterled
nickname: Smeknamn
organisation: Företag | Organisation | Företagsnamn | Organisationsnamn | Arbetsgivare
department: Avdelning
title: Befattning | Jobbtitel | Yrke | Yrkestitel
note: Anteckningar | Kommentarer | Anteckning
tags: Kategorier | Kategori | Grupper | Etiketter
birthday: Födelsedag | Födelsedatum
introduced_by: Refererad av | Rekommenderad av | Hänvisad av
birth-year: Födelseår
birth-month: Födelsemånad
birth-day: Födelsedagen
connected: Anslöt | Ansluten | Kontakt sedan
prefix or title: Titel
silent: Prioritet | Känslighet | Privat | Initialer | Språk | Katalogserver | Internet ledig/upptagen
phone main: Företagstelefon | Företag, växel | Företagstelefon, växel | Växel
phone callback: Återuppringning | Motringning
phone radio: Radiotelefon
phone tty: Texttelefon

phone: Telefon | Telefonnummer | Tel
mobile: Mobil | Mobiltelefon
fax: Fax | Faxnummer
pager: Personsökare
email: E-post | E-postadress | Epost | Mejl | E-mail
url: Webbsida | Webbplats | Hemsida
street: Gata | Gatuadress
city: Ort | Postort | Stad
region: Region | Län | Landskap | Delstat
code: Postnummer | Postnr
country: Land | Land/Region
box: Postbox | Box
address: Adress | Postadress
work: Arbete | Arbets | Jobb | arbetsplats | till arbetet | kontor
home: Hem | Bostad | bostads | till hemmet | privat
other: Annan | Annat | Övrig | Övrigt | Andra
car: Bil
assistant: Assistent | till assistent
label: Etikett | Typ
value: Värde
displayed: Visningsnamn för | Visningsnamn
filler: Nummer | Nr | Primär | för | och
second: sekundär
"""

DANISH = """
name: Navn | Fulde navn | Fuldt navn | Vist navn | Visningsnavn | Kontakt | Kontaktperson
given: Fornavn
middle: Mellemnavn
family: Efternavn
prefix: Navnepræfiks | Tiltale
suffix: Suffiks | Efterstillet titel | Navnesuffiks
nickname: Kaldenavn | Kælenavn
organisation: Firma | Virksomhed | Organisation | Firmanavn | Arbejdsgiver
department: Afdeling
title: Stilling | Stillingsbetegnelse | Jobtitel
note: Noter | Bemærkninger | Note | Kommentarer
tags: Kategorier | Kategori | Grupper | Etiketter
birthday: Fødselsdag | Fødselsdato
introduced_by: Henvist af | Refereret af | Anbefalet af
birth-year: Fødselsår
birth-month: Fødselsmåned
birth-day: Fødselsdagen
connected: Forbundet den | Forbundet
prefix or title: Titel
silent: Prioritet | Følsomhed | Privat | Initialer | Sprog | Biblioteksserver | Katalogserver
    | Ledig/optaget på internettet
phone main: Firmatelefon | Hovedtelefon, firma | Hovednummer til firma
phone callback: Tilbagekald
phone radio: Radiotelefon
phone tty: Teksttelefon

phone: Telefon | Telefonnummer | Tlf | Tel
mobile: Mobil | Mobiltelefon
fax: Fax | Faxnummer
pager: Personsøger
email: E-mail | Mail | E-post | Email
url: Webside | Websted | Hjemmeside | Internetadresse
street: Gade | Gadenavn | Vej
city: By | Postby
region: Område | Region | Amt | Stat | Område/stat
code: Postnummer | Postnr
country: Land | Land/Område | Land/region
box: Postboks
address: Adresse | Postadresse
work: Arbejde | Arbejds | arb | kontor
home: Hjem | Privat | hjemme
other: Anden | Andet | Øvrige
car: Bil
assistant: Assistent | Assistentens
label: Etiket | Type
value: Værdi
displayed: Vist navn | Visningsnavn
filler: Nummer | Nr | Primær | til | og | i
"""

NORWEGIAN = """
name: Navn | Fullt navn | Visningsnavn | Kontakt | Kontaktperson
given: Fornavn
middle: Mellomnavn
family: Etternavn
prefix: Navneprefiks | Tiltale | Tiltaleform
suffix: Suffiks | Etterstilt tittel | Navnesuffiks
nickname: Kallenavn
organisation: Firma | Selskap | Bedrift | Organisasjon | Firmanavn | Arbeidsgiver | Virksomhet
department: Avdeling
title: Stilling | Stillingstittel | Jobbtittel | Yrke
note: Notater | Merknader | Kommentarer | Notat
tags: Kategorier | Kategori | Grupper | Etiketter
birthday: Fødselsdag | Bursdag | Fødselsdato
introduced_by: Henvist av | Referert av | Anbefalt av
birth-year: Fødselsår
birth-month: Fødselsmåned
birth-day: Fødselsdagen
connected: Tilknyttet | Kontakt siden
prefix or title: Tittel
silent: Prioritet | Følsomhet | Privat | Initialer | Språk | Katalogserver | Internett ledig/opptatt
phone main: Firmatelefon | Hovedtelefon, firma | Sentralbord
phone callback: Tilbakeringing
phone radio: Radiotelefon
phone tty: Teksttelefon

phone: Telefon | Telefonnummer | Tlf | Tel
mobile: Mobil | Mobiltelefon
fax: Faks | Telefaks | Faksnummer
pager: Personsøker
email: E-post | E-postadresse | Epost | E-mail
url: Webside | Nettsted | Hjemmeside | Nettside
street: Gate | Gateadresse | Vei
city: Poststed | Sted | By
region: Fylke | Område | Delstat | Region
code: Postnummer | Postnr
country: Land | Land/område | Land/region
box: Postboks
address: Adresse | Postadresse
work: Arbeid | Jobb | Arbeids | kontor
home: Hjem | Privat | hjemme
other: Annen | Annet | Andre | Øvrig
car: Bil
assistant: Assistent | Assistentens
label: Etikett | Type
value: Verdi
displayed: Visningsnavn | Visningsnavn for
filler: Nummer | Nr | Primær | til | og | i
"""
