"""Words for matching needs with offers, as data: those that tell nothing, those that tell little, synonyms and
kindred words of the working world. English. A word may stand in several families."""

from __future__ import annotations

STOP = frozenset(
    """
    a about above after again all also always am an and another any anybody anyone anything are around as ask asked
    asking asks at away be because become been before being best better between both but by came can cannot cant
    come comes coming could day days did do does doesnt doing done dont down each either else enough even ever every
    everybody everyone everything far feel feeling feels felt few find finding finds first for found from fully gave
    get gets getting give given gives giving go goes going gone good got great had hardly has have having he heard
    hello help helped helpful helping helps her here herself him himself his how however i id if im in instead into
    is isnt it its itself ive just keep keeps kept kind know knowing known knows last lately later least less let
    lets like likes little look looked looking looks lot lots made make makes making many may maybe me mean means
    mentioned might month months more most much must my myself near need needed needing needs never next no nobody
    none nor not nothing now of off offer offered offers often ok on once one ones only onto or other others our
    ours out over own per perhaps please plus quite rather really run running runs said same say says see seeing
    seem seems seen set sets several shall share shared shares sharing she should show shows since small so some
    somebody someone something sometimes somewhere soon still struggle struggles struggling such take takes taking
    tell tells than thank thanks that thats the their theirs them themselves then there these they thing things
    think thinking thinks this those though through to today together told tomorrow too took toward towards tried
    tries try trying two under until up upon us use used useful uses using very via want wanted wanting wants was
    way ways we week weekend weekends weeks well went were what whatever when whenever where wherever whether which
    while who whole whom whose why will wish wishes with within without wonder wondering wont would yes yet you your
    yours yourself
    """.split()
)
"""Function words, and the verbs that every need and every offer is told with."""

TIMES = frozenset(
    """
    monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays saturday saturdays sunday
    sundays january february march april june july august september october november december spring summer autumn
    winter season seasons morning mornings noon afternoon afternoons evening evenings tonight night nights minute
    minutes hours year years old three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
    seventy eighty ninety hundred thousand dozen half second third
    """.split()
)
"""When, how long and how many: the same in offers and needs of every kind."""

FOREIGN_STOP = frozenset(
    """
    aber alle als auch auf aus bei beim das dass dem den der des die dir durch ein eine einem einen einer eines er es
    fur gegen hat hatte ich ihr ihre im in ist jemand jemanden kann kein keine man mit muss nach nicht noch oder sein
    seine sich sie sind sucht und uns unter vom von vor war was wenn wer wie wir wird zu zum zur uber
    alguien al ante aqui como con cual cuando de del desde donde el ella ellos en entre es esta este esto hay la las le
    les lo los mas me mi mucho muy no nos o para pero por porque que quien se ser si sin sobre son su sus tiene un una
    uno unos y ya busca necesita
    ai alors au aucun aux avec ce ces cette chez dans donc du elle elles est et etre eux il ils je leur leurs lui mais
    meme mes moi mon ne nous on ont ou par pas pour qu quelque qui sa sans ses son sont sous sur ta te tes ton tous
    tout tres tu une vos votre vous cherche besoin
    alla che chi ci coi col come cui da dal dalla degli dei della delle dello di e gli ha hanno ho i il io lui lei ma mi
    nel nella noi non per perche piu quale questo sei si suo sua sul sulla ti tra un uno vi voi cerca bisogno
    aan als bij dan dat deze die dit door een en er haar heeft het hij hun iemand ik is je kan maar meer met mijn naar
    niet nog of om onder ook op over te tegen tot uit van veel voor waar wat we wel wij ze zij zijn zoekt
    ao aos as ate com da das do dos e ela ele em eles eu foi isso mais mas meu minha na nas nem no nos o os ou para pela
    pelo por quando que quem seu sua so tambem tem um uma voce procura precisa
    """.split()
) - frozenset("come me no on on in is it sole man war die son les ten tot hat net".split())
"""Function words of the neighbouring languages, without accents; those that are words of their own in English stay."""

COMMON = frozenset(
    """
    advice area big break business case chance change choose client colleague company contact control cost cover
    customer day detail different easy experience firm free friend group guide hard hour idea industry information
    issue job large learn learning level life list local long market meet meeting member message move moving new
    office online open option order organisation organization part people person place plan point position possible
    practical practice problem process product professional project question quick ready real regular right role
    senior service short simple speak speaking staff start story support system talk talking task team text time tip
    tool topic town understand value visit week work worker working workplace world write writing year young
    """.split()
)
"""Words of the trade of work itself: where one of them alone has met, the fit is a guess."""

SYNONYMS = """
cv cvs resume resumes
programmer programming developer coder coding
headshot portrait
photo photograph picture
photographer photography
recruit recruiter hire hiring headhunter
participant respondent interviewee
tester testing
clinic hospital
doctor physician
analysis analyse analyze analyst analytics analytical
spreadsheet excel
dashboard visualisation visualization
salary pay wage earnings earn remuneration
negotiate negotiation bargain bargaining
accountant bookkeeper accounting bookkeeping accounts
finance financial
investor investment
fundraising fundraiser
grant funding
charity nonprofit ngo
lawyer attorney solicitor
privacy gdpr
regulation regulatory regulator
cybersecurity infosec
website web webpage homepage
advertising advert ads
journalist reporter
press media
publish publisher publishing
proofread proofreader copyedit copyeditor
translate translation translator interpreter
primer explainer tutorial
course class
workshop seminar
train trainer training
teach teacher teaching tutor tutoring
school classroom
student pupil
university college
intern internship
apprentice apprenticeship trainee
mentor mentoring mentorship
coach coaching
speech speaker
lecture keynote
slides deck
conference congress symposium summit
introduction introduce intro
interview interviewing interviewer
mock rehearsal rehearse
leader leadership lead
career profession
childcare childminder nanny babysitter
kids child children
relocate relocation
visa immigration
flat apartment
coworking workspace
onboarding onboard induction
supplier vendor supply
purchasing procurement
logistics freight shipping
sales selling sell seller
survey questionnaire poll
diary journal logbook
critique review
reference testimonial endorsement
benchmark comparison compare
climate carbon
sustainability sustainable
renewable solar wind
map mapping cartography
script scripting
automate automation
ml ai
devops deployment
statistics statistician statistical
fhir hl7
chef cook catering
farm farmer farming agriculture agricultural
bike bicycle cycling
car vehicle
shy shyness
caption captioning subtitle
accessibility accessible
brand branding
usability ux
"""
"""Words that mean the same at work, or name the thing and those who do it. One family a line, any form of a word."""

KINDRED = """
cv resume application applicant job career
programmer programming software engineer engineering developer coding
engineer technical technician
portrait photo photography camera
camera video film filming photography
recruit talent staffing vacancy candidate
recruit participant volunteer panel tester
tester beta prototype usability feedback
patient clinic clinical clinician health healthcare medical medicine doctor nurse nursing
data dataset database statistics spreadsheet analysis
spreadsheet sheet pivot calculation
dashboard chart reporting report
salary payroll raise compensation benefits
accounting tax taxes audit auditor payroll
finance bank banking investor funding budget
investor capital venture startup raising funding
grant foundation lottery donor donation fundraising
charity foundation voluntary volunteering volunteer
lawyer legal law contract counsel
contract clause agreement employment
privacy compliance confidentiality protection
compliance policy governance regulation
policy government council municipal ministry politics
cybersecurity security phishing vulnerability
website site wordpress
design designer ui interface ux
brand logo identity design
marketing campaign promotion publicity outreach audience advertising
journalist journalism press newspaper publicity media
publisher editor author
writer copywriting copywriter editor editing
proofread editing editor grammar spelling
language english bilingual translate
article paper primer reading essay guide introduction
template checklist form boilerplate outline
course training lesson workshop tutorial teaching
workshop facilitate facilitation facilitator moderator
teach instruct instructor instructional lesson training
school student education teacher
student graduate university degree alumni intern
mentor coach guidance sponsor adviser advisor
speaker lecture presentation panel talk
presentation slides pitch present
conference event ticket meetup
meetup community network networking association
introduction connect connection
interview candidate mock
manager management leader supervise supervisor director
product roadmap pm backlog
agile scrum sprint kanban
return comeback maternity paternity parental leave
childcare childminder nursery children kids
relocate moving abroad housing
visa permit residence
accommodation room host lodging flat rent
coworking desk office
remote distributed hybrid telework
onboarding newcomer starter hire
supplier sourcing purchasing
logistics transport warehouse delivery supply
customer client buyer consumer user
survey respondent study
study research researcher investigation diary
research literature evidence
feedback review critique opinion
recommendation reference recommend
climate emission sustainability environment environmental
renewable energy electricity power
building architect architecture construction builder
map gis geography geographic
python script automation
automate manual hand
model ml
cloud aws azure kubernetes hosting devops
statistics regression analysis
fhir interoperability
insurance insurer insure
restaurant kitchen food catering
garden gardening plants allotment
music musician concert band orchestra choir
museum archive library librarian heritage
game gaming
shy nervous anxious anxiety confidence
burnout stress overwork workload exhausted
deaf hearing sign captioning
accessibility inclusive inclusion disability disabled
podcast audio recording microphone
"""
"""Words of one field: where one such pair alone has met, the fit is a guess. One family a line."""
