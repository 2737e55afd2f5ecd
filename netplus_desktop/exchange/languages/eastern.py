"""Names of columns in Polish, Czech, Slovak, Hungarian, Finnish, Turkish, Russian, Ukrainian and Greek."""

POLISH = """
name: Imię i nazwisko | Pełna nazwa | Nazwa wyświetlana | Pełne imię i nazwisko | Kontakt | Nazwa
given: Imię
middle: Drugie imię
family: Nazwisko
prefix: Zwrot grzecznościowy | Prefiks | Przedrostek
suffix: Sufiks | Przyrostek
nickname: Pseudonim | Przydomek
organisation: Firma | Organizacja | Nazwa firmy | Nazwa organizacji | Pracodawca
department: Dział
title: Stanowisko | Zawód | Funkcja
note: Notatki | Uwagi | Komentarze | Notatka
tags: Kategorie | Kategoria | Grupy | Etykiety
birthday: Urodziny | Data urodzenia
introduced_by: Polecony przez | Polecone przez | Poleceni przez
birth-year: Rok urodzenia
birth-month: Miesiąc urodzenia
birth-day: Dzień urodzenia
connected: Data połączenia | Połączono
prefix or title: Tytuł
silent: Priorytet | Charakter | Czułość | Poufność | Prywatne | Prywatny | Inicjały | Język | Serwer katalogowy
    | Internetowe wolne/zajęte | Informacje internetowe wolny/zajęty
phone main: Główny telefon do firmy | Główny telefon firmy | Telefon główny firmy
phone callback: Oddzwanianie | Telefon zwrotny | Wywołanie zwrotne
phone radio: Radiotelefon
phone tty: Telefon TTY/TDD
phone telex: Teleks

phone: Telefon | Tel | Numer telefonu
mobile: Telefon komórkowy | Komórka | komórkowy
fax: Faks | Fax | Numer faksu
pager: Pager
email: Adres e-mail | E-mail | Email | Adres poczty elektronicznej | Poczta elektroniczna | Mail | Adres email
url: Strona sieci Web | Strona WWW | Strona internetowa | Witryna
street: Ulica
city: Miejscowość | Miasto
region: Województwo | Województwo/Region | Stan | Region
code: Kod pocztowy
country: Kraj | Kraj/region | Państwo
box: Skrytka pocztowa
address: Adres
work: służbowy | służbowa | służbowe | praca | firmowy | biuro
home: domowy | domowa | dom | prywatny
other: Inny | inna | inne
car: w samochodzie | samochodowy
assistant: asystenta | asystent
label: Etykieta | Typ
value: Wartość
displayed: Nazwa wyświetlana | Nazwa wyświetlana adresu
filler: Numer | Nr | podstawowy | główny
"""

CZECH = """
name: Celé jméno | Zobrazované jméno | Jméno a příjmení | Kontakt
given: Jméno | Křestní jméno
middle: Další jméno | Druhé jméno | Prostřední jméno
family: Příjmení
prefix: Oslovení | Titul před jménem | Předpona
suffix: Přípona | Titul za jménem | Za jménem
nickname: Přezdívka
organisation: Společnost | Firma | Organizace | Název organizace | Zaměstnavatel
department: Oddělení
title: Funkce | Pracovní pozice | Pozice | Pracovní zařazení | Povolání
note: Poznámky | Poznámka | Komentáře
tags: Kategorie | Skupiny | Štítky
birthday: Narozeniny | Datum narození
introduced_by: Doporučil | Doporučil(a) | Doporučeno
birth-year: Rok narození
birth-month: Měsíc narození
birth-day: Den narození
connected: Spojeno dne
prefix or title: Titul
silent: Priorita | Utajení | Charakter | Soukromé | Iniciály | Jazyk | Adresářový server
    | Volno/zaneprázdněn v Internetu
phone main: Hlavní telefon společnosti | Společnost (hlavní telefon) | Telefon do společnosti
phone callback: Zpětné volání
phone radio: Radiotelefon
phone tty: Telefon TTY/TDD
phone telex: Dálnopis

phone: Telefon | Tel | Telefonní číslo
mobile: Mobil | Mobilní telefon | Mobilní
fax: Fax | Faxové číslo
pager: Operátor | Pager
email: Adresa elektronické pošty | elektronické pošty | Elektronická pošta | E-mailová adresa | E-mail | Email
    | Elektronická adresa
    | Adresa e-mailu | E-mailu
url: Webová stránka | Web | Stránka WWW | WWW | Webové stránky
street: Ulice
city: Město | Obec
region: Kraj | Region | Oblast | Stát či oblast
code: PSČ | Poštovní směrovací číslo
country: Země | Země/oblast | Země či oblast | Stát | Země/region
box: Poštovní přihrádka | P.O. Box
address: Adresa
work: práce | zaměstnání | do zaměstnání | firma | pracovní | do práce
home: domů | byt | domácí | soukromá | bydliště
other: Jiný | jiná | ostatní | další | jiné
car: auto | do auta
assistant: asistent | asistenta | asistentka
label: Štítek | Typ
value: Hodnota
displayed: Zobrazované jméno | Zobrazovaný název
filler: Číslo | hlavní | primární
"""

SLOVAK = """
name: Celé meno | Zobrazované meno | Meno a priezvisko
given: Meno | Krstné meno
middle: Stredné meno | Druhé meno
family: Priezvisko
organisation: Spoločnosť | Firma | Organizácia
department: Oddelenie
title: Funkcia | Pracovná pozícia
note: Poznámky
tags: Kategórie
birthday: Narodeniny | Dátum narodenia
prefix or title: Titul

phone: Telefón | Telefónne číslo
mobile: Mobil | Mobilný telefón
fax: Fax
email: E-mailová adresa | E-mail | Elektronická pošta
url: Webová stránka
street: Ulica
city: Mesto | Obec
region: Kraj
code: PSČ
country: Krajina | Štát
address: Adresa
work: práca | zamestnanie | do zamestnania | pracovný
home: domov | byt | domáci
other: Iný | iná | iné
filler: Číslo
"""

HUNGARIAN = """
name: Név | Teljes név | Megjelenítendő név | Kapcsolattartó
given: Utónév | Keresztnév
middle: Középső név | Második utónév | Második keresztnév | Egyéb utónév
family: Vezetéknév | Családnév
prefix: Megszólítás | Előtag | Név előtagja
suffix: Utótag | Név utótagja
nickname: Becenév
organisation: Cég | Szervezet | Vállalat | Cégnév | Munkahely | Szervezet neve
department: Osztály | Részleg
title: Beosztás | Munkakör | Foglalkozás
note: Megjegyzések | Jegyzetek | Megjegyzés | Jegyzet
tags: Kategóriák | Kategória | Csoportok | Címkék
birthday: Születésnap | Születési dátum | Születési idő
introduced_by: Ajánlotta | Ajánló
birth-year: Születési év
birth-month: Születési hónap
birth-day: Születési nap
connected: Kapcsolódás dátuma
prefix or title: Titulus
silent: Prioritás | Fontosság | Bizalmasság | Érzékenység | Személyes | Monogram | Kezdőbetűk | Nyelv
    | Címtárszolgáltatás
    | Címtárkiszolgáló
phone main: Cég fővonala | Központi telefon | Céges fővonal
phone callback: Visszahívás
phone radio: Rádiótelefon
phone tty: TTY/TDD-telefon
phone telex: Telex

phone: Telefon | Telefonszám | Tel | telefonszáma | telefonja
mobile: Mobiltelefon | Mobil | Mobilszám
fax: Fax | Telefax | Faxszám
pager: Személyhívó | Csipogó
email: E-mail cím | E-mail | Email | Elektronikus levélcím | E-mail címe | Emailcím
url: Weblap | Weboldal | Honlap
street: Utca | Utca, házszám | Közterület
city: Város | Helység | Település
region: Megye | Tartomány | Állam | Megye/Állam
code: Irányítószám | Irsz
country: Ország | Ország/régió | Ország/terület
box: Postafiók
address: Cím | Lakcím | Postacím
work: Munkahelyi | Hivatali | Üzleti | Iroda | céges | Munka | munkahely | hivatal
home: Otthoni | Otthon | Lakás | Privát | lakáscím
other: Egyéb | Más | további
car: Autó | autótelefon
assistant: Titkár | Asszisztens | titkárnő
label: Címke | Típus | típusa
value: Érték
displayed: Megjelenítendő név | megjelenített név | megjelenítési neve
filler: Szám | elsődleges | fő | a
"""

FINNISH = """
name: Nimi | Koko nimi | Näyttönimi | Näytettävä nimi
given: Etunimi | Kutsumanimi
middle: Toinen nimi | Muut etunimet | Toinen etunimi
family: Sukunimi
prefix: Puhuttelu | Nimen etuliite | Etuliite | Tervehdys
suffix: Jälkiliite | Loppuliite | Nimen loppuliite
nickname: Lempinimi
organisation: Yritys | Organisaatio | Yrityksen nimi | Organisaation nimi | Työnantaja
department: Osasto
title: Tehtävänimike | Ammattinimike | Asema | Tehtävä | Toimi
note: Muistiinpanot | Huomautukset | Muistiinpano | Kommentit | Huomautus | Lisätiedot
tags: Luokat | Luokka | Ryhmät | Tunnisteet
birthday: Syntymäpäivä | Syntymäaika
introduced_by: Suosittelija | Suositellut
birth-year: Syntymävuosi
birth-month: Syntymäkuukausi
birth-day: Syntymäpäivän päivä
connected: Yhdistetty
prefix or title: Titteli | Arvo
silent: Tärkeys | Luottamuksellisuus | Yksityinen | Nimikirjaimet | Kieli | Hakemistopalvelin | Prioriteetti
phone main: Yrityksen päänumero | Yrityksen puhelinvaihde | Yrityksen puhelin
phone callback: Takaisinsoitto | Vastasoitto
phone radio: Radiopuhelin
phone tty: Tekstipuhelin
phone car: Autopuhelin

phone: Puhelin | Puhelinnumero | Puh | puhelimen numero
mobile: Matkapuhelin | Matkapuhelinnumero | Kännykkä | Mobiili
fax: Faksi | Faksinumero | Fax
pager: Hakulaite
email: Sähköpostiosoite | Sähköposti | Sähköpostin | E-mail | S-posti | Sähköpostin osoite
url: Web-sivu | WWW-sivu | Kotisivu | Verkkosivu | Verkkosivusto | Web-osoite
street: Katuosoite | Katu | Lähiosoite
city: Postitoimipaikka | Kaupunki | Paikkakunta
region: Lääni | Osavaltio | Alue | Maakunta
code: Postinumero
country: Maa | Maa tai alue | Maa/alue
box: Postilokero
address: Osoite | Postiosoite | osoitteen
work: Työ | Työpaikka | Työpaikan | Toimisto
home: Koti | Kodin | Kotiosoite | Kotiosoitteen
other: Muu | muun | muut
car: Auto
assistant: Avustajan | Sihteerin | Avustaja
label: Otsikko | Tyyppi | tyyppi | Tunniste
value: Arvo
displayed: näyttönimi | näytettävä nimi
filler: Numero | Ensisijainen | nro
"""

TURKISH = """
name: Ad Soyad | Adı Soyadı | Tam Ad | Görünen Ad | Tam adı | Kişi
given: Ad | Adı | İsim | Ön ad
middle: İkinci Ad | İkinci Adı | Göbek adı | Orta Ad
family: Soyadı | Soyad | Soyisim
prefix: Hitap
prefix or title: Unvan | Ünvan
suffix: Sonek | Son ek
nickname: Takma Ad | Takma adı
organisation: Şirket | Kuruluş | Kurum | Firma | Şirket adı | Kuruluş adı
department: Bölüm | Departman
title: İş Unvanı | İş Ünvanı | Görev | Pozisyon | Görevi | Meslek
note: Notlar | Not | Açıklama | Yorumlar
tags: Kategoriler | Kategori | Gruplar | Etiketler
birthday: Doğum Günü | Doğum Tarihi | Doğum günü
introduced_by: Öneren | Başvuran | Tavsiye eden
birth-year: Doğum yılı
birth-month: Doğum ayı
birth-day: Doğum günü (gün)
connected: Bağlantı tarihi
silent: Öncelik | Duyarlılık | Gizlilik | Özel | Baş harfler | Adının Baş Harfleri | Dil | Dizin sunucusu
    | Internet Boş Meşgul
phone main: Şirket Ana Telefonu | Şirket Ana Telefon
phone callback: Geri Arama
phone radio: Radyo Telefonu | Telsiz Telefon
phone tty: TTY/TDD Telefonu
phone telex: Teleks

phone: Telefon | Telefonu | Tel | Telefon numarası
mobile: Cep Telefonu | Cep | Mobil | Cep Tel | Mobil Telefon
fax: Faks | Faksı | Belgegeçer
pager: Çağrı Cihazı
email: E-posta | E-posta Adresi | Eposta | E-mail | Elektronik posta
url: Web Sayfası | Web Sitesi | İnternet sitesi
street: Sokak | Cadde | Sokağı
city: Şehir | Şehri | İl | Kent
region: Eyalet | Bölge | İlçe | Semt | Eyalet/Bölge
code: Posta Kodu
country: Ülke | Ülkesi | Ülke/Bölge | Ülkesi/Bölgesi
box: Posta Kutusu
address: Adres | Adresi
work: İş | Ofis | iş yeri
home: Ev
other: Diğer | başka
car: Araç | Araba
assistant: Asistan | Yardımcı | Yardımcının
label: Etiket | Tür | Türü
value: Değer
displayed: Görünen Adı | Görünen Ad | Görüntü adı
filler: Numara | Numarası | No | birincil | ana
"""

RUSSIAN = """
name: ФИО | Полное имя | Имя и фамилия | Отображаемое имя | Контакт | Фамилия Имя Отчество | Краткое имя
given: Имя
middle: Отчество | Второе имя
family: Фамилия
prefix: Обращение | Префикс имени
suffix: Суффикс | Суффикс имени
nickname: Псевдоним | Прозвище
organisation: Организация | Компания | Название организации | Фирма | Работодатель
department: Отдел | Подразделение
title: Должность | Профессия
note: Заметки | Примечания | Комментарии | Примечание | Заметка
tags: Категории | Категория | Группы | Ярлыки | Метки
birthday: День рождения | Дата рождения
introduced_by: Рекомендовано | Кем рекомендован | Рекомендация | Направлен
birth-year: Год рождения
birth-month: Месяц рождения
birth-day: Число рождения
connected: Дата установления контакта | Дата контакта
silent: Важность | Пометка | Конфиденциальность | Частное | Личное | Инициалы | Язык | Сервер каталога
    | Сервер каталогов
    | Занятость Интернет | Расписание занятости в Интернете
phone main: Основной телефон организации | Телефон организации
phone callback: Обратный вызов
phone radio: Радиотелефон
phone tty: Телетайп/телефон с титрами | Телефон с титрами
phone telex: Телекс
phone mobile: Телефон переносной
phone car: Телефон в машине

phone: Телефон | Тел | Номер телефона
mobile: Мобильный | Мобильный телефон | Сотовый | Моб | Сотовый телефон
fax: Факс
pager: Пейджер
email: Адрес эл. почты | Эл. почта | эл. почты | Электронная почта | Адрес электронной почты | E-mail | Почта
    | электронной почты
url: Веб-страница | Веб-сайт | Сайт | Домашняя страница
street: Улица
city: Город | Населенный пункт
region: Область | Край | Регион | Штат | Область/край
code: Индекс | Почтовый индекс | Почтовый код
country: Страна | Страна или регион | Страна/регион
box: Почтовый ящик | п/я
address: Адрес
work: Рабочий | рабочая | раб. | раб. адрес | рабочий адрес | служебный
home: Домашний | домашняя | дом. | дом. адрес | домашний адрес | личный
other: Другой | другая | другое | доп. | другой адрес | прочее
car: в машине
assistant: помощника
label: Ярлык | Тип | Метка
value: Значение
displayed: Краткое имя | Краткое | Отображаемое имя | имя
filler: Номер | Основной
"""

UKRAINIAN = """
name: ПІБ | Повне ім'я | Ім'я та прізвище
given: Ім'я
middle: По батькові
family: Прізвище
organisation: Організація | Компанія
department: Відділ
title: Посада
note: Примітки | Нотатки
tags: Категорії | Мітки
birthday: День народження | Дата народження

phone: Телефон
mobile: Мобільний | Мобільний телефон
fax: Факс
email: Електронна пошта | Адреса електронної пошти | Ел. пошта
url: Веб-сторінка
street: Вулиця
city: Місто
region: Область
code: Індекс | Поштовий індекс
country: Країна
address: Адреса
work: Робочий | Робоча | роб.
home: Домашній | Домашня | дом.
other: Інший | Інша
filler: Номер
"""

GREEK = """
name: Ονοματεπώνυμο | Πλήρες όνομα | Εμφανιζόμενο όνομα
given: Όνομα
middle: Μεσαίο όνομα | Δεύτερο όνομα
family: Επώνυμο
organisation: Εταιρεία | Οργανισμός
department: Τμήμα
title: Θέση | Θέση εργασίας
note: Σημειώσεις | Σχόλια
tags: Κατηγορίες | Ετικέτες
birthday: Γενέθλια | Ημερομηνία γέννησης
prefix or title: Τίτλος

phone: Τηλέφωνο | Τηλ
mobile: Κινητό | Κινητό τηλέφωνο
fax: Φαξ
email: Διεύθυνση ηλεκτρονικού ταχυδρομείου | Ηλεκτρονικό ταχυδρομείο | E-mail
url: Ιστοσελίδα
street: Οδός
city: Πόλη
region: Νομός
code: Ταχυδρομικός κώδικας | ΤΚ
country: Χώρα
address: Διεύθυνση
work: εργασίας | εργασία | γραφείο
home: οικίας | σπίτι | κατοικίας
other: Άλλο | άλλη
filler: Αριθμός
"""
