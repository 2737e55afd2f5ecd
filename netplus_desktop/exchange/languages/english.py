"""Names of columns in English: Google, LinkedIn, Outlook, Thunderbird, and what people write themselves."""

ENGLISH = """
name: name | full name | fullname | display name | contact name | contact | person | complete name
given: first name | firstname | given name | givenname | given | first | forename | christian name
middle: middle name | middlename | additional name | additional names | middle | second name
family: last name | lastname | surname | family name | familyname | last | family
prefix: name prefix | prefix | honorific | salutation | form of address | honorific prefix
suffix: suffix | name suffix | honorific suffix
nickname: nickname | nick name | short name
organisation: company | organization | organisation | company name | organization name | organisation name
    | organization 1 name | employer | companies | company organization | current company | account name
department: department | organization department | organization 1 department
title: job title | jobtitle | position | organization title | organization 1 title | role | occupation
    | current position | headline | function
note: notes | note | comments | comment | remarks | description
tags: tags | tag | labels | group membership | categories | category | groups | group
birthday: birthday | birth date | birthdate | date of birth | bday | dob
introduced_by: referred by | introduced by
met: met | how we met | where we met
said: how it is said | phonetic name | phonetic first name | phonetic middle name | phonetic last name
uid: uid | unique id
birth-year: birth year
birth-month: birth month
birth-day: birth day
connected: connected on | connected at
extra: vcard lines
prefix or title: title
silent: priority | sensitivity | private | initials | language | directory server | internet free busy
    | file as | action | id | source | createdat | bookmarkedat | email type | email display name
phone work fax: fax number | fax
phone main: company main phone | company phone
phone callback: callback
phone isdn: isdn
phone radio: radio phone
phone tty: tty tdd phone
phone telex: telex
phone car: car phone
phone assistant: assistant s phone
url: linkedin | linkedin url | linkedin profile | profiles | sites | personal web page | profile
im: instantmessagehandles
im Skype: skype
im AIM: screen name | aim

phone: phone | telephone | tel | phonenumber | phonenumbers | phones
mobile: mobile | cell | cellular | cellphone
fax: fax | facsimile | telefax
pager: pager
email: e mail | email | mail | emails | e mails | electronic mail
url: url | website | web site | web page | webpage | homepage | home page | web | link
im: im | imaddress | instant messenger | messenger | chat
street: street | address line | line
city: city | town | locality | suburb
region: state | region | province | county
code: postal code | zip | zipcode | zip code | postcode | post code
country: country | nation
box: po box | pobox | post office box
address: address | addr | addresses | mailing address | postal address
work: business | work | office | company | job
home: home | personal | private | house
other: other | alternate | alternative | shipping | billing
label: label | type | service | protocol
value: value
formatted: formatted
displayed: display name
extended: extended address
custom: custom field | event | relation
filler: number | numbers | no | primary | main | the | of | contact | preferred | mailing | residential
second: secondary
"""
