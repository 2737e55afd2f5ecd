"""Given names and what people are called for short, as data. A name may stand in several families."""

from __future__ import annotations

FAMILIES = """
abigail abby gail; adelaide addie ada heidi; albert al bert bertie; alexander alex alec sandy xander sasha lex
alejandro; alexandra alex sandra sandy sasha lexi alexa; alfred alf alfie fred freddie; alice ali allie; alison ali
allie; amanda mandy; amelia millie amy; andrew andy drew andre; anna ann anne annie nan nancy hanna hannah anya;
annette anna netty; anthony tony ant antoine antonio toni; arthur art artie; barbara barb barbie babs; bartholomew
bart; beatrice bea trixie; belinda bel lindy; benjamin ben benny benji; bernadette bernie; bernard bernie; bradley
brad; brandon bran; caroline carol carrie caro lina; catherine katherine kathryn katharina cathy kathy kate katie kat
kitty cat trina kati katrin catarina; charles charlie chuck chas carl karl carlos; charlotte charlie lottie lotte;
christine christina chris chrissy tina kirsten; christopher chris kit topher christoph kris; cynthia cindy; daniel dan
danny; daniela dani; david dave davey; deborah debra deb debbie; dennis denny; diana diane di; dominic dom nick;
donald don donny; dorothy dot dottie dolly; douglas doug; edward ed eddie ted ned teddy eduardo edouard; edwin ed
eddie; eleanor ellie nora nell lena; elizabeth elisabeth liz lizzie beth betty betsy eliza elisa lisa lise elsa
elspeth bess libby; emily em emmy millie; emma em; emmanuel manny manu; eric rick erik; eugene gene; evelyn eve evie;
ferdinand ferdi fernando nando; florence flo; frances fran frankie fanny; francis frank fran frankie francois
francesco paco; franklin frank; frederick fred freddie fritz rick frederic; gabriel gabe; gabriele gabi gaby;
genevieve gen ginny; geoffrey jeffrey geoff jeff; george georgie jorge georg yuri; gerald gerry jerry; gerard gerry;
gertrude trudy gert; giovanni gianni john; giuseppe beppe joe; gregory greg; guillermo memo; gwendolyn gwen; harold
harry hal; harriet hattie; heinrich heinz henry; helen ellen nell lena elena helene; henry harry hank hal henri
enrique; herbert herb bert; howard howie; hubert bert hugh; ignacio nacho; irene rene; isaac ike; isabella isabel
isabelle bella izzy belle; jacob jake jack jakob; jacqueline jackie; james jim jimmy jamie jem diego; jane janie
jenny; janet jan; jason jay; jean jeanie; jennifer jen jenny jenn; jeremiah jerry; jeremy jem jerry; jerome jerry;
jessica jess jessie; joachim achim jo; joanna joanne jo; johannes hans johann jan john; john jack johnny jon jan hans
ian juan ivan; jonathan jon jonny nathan; joseph joe joey jo josef jose; josephine jo josie; joshua josh; jose pepe;
juan juanito; judith judy jude; julia julie jules; julian jules; justin jus; karen kari; kenneth ken kenny; kimberly
kim; kristina kris tina; laura laurie; lawrence laurence larry laurie lars lorenzo; leonard len lenny leo; leopold leo
poldi; lewis louis lou lew luis; lillian lily lil; linda lindy; lucille lucy; luke lucas luka; madeline maddy;
magdalena lena magda; manuel manolo manny; marcus mark marc marco; margaret maggie meg peggy greta marge madge rita
daisy gretchen margarita gosia; maria marie mary mia mitzi mariana; marjorie marge margie; martha marty mattie; martin
marty; matilda tilly mattie; matthew matt matty matthias mathieu mateo; maurice morris moe; maximilian max; maxwell
max; melanie mel; melissa mel missy lissa; michael mike mick mickey misha mikhail michel miguel michal; michelle
shelly chelle; mildred millie; miriam mimi mim; monika moni; mohammed muhammad mohamed mo ahmed; nathaniel nathan nate
nat; nathan nate nat; natalie nat natasha natalia; nicholas nick nicky nico klaus nicolas nikolaus; nicole nicky nic;
nikolai kolya; olivia liv livvy; oliver ollie; oscar ossie; pamela pam; patricia pat patty trish tricia; patrick pat
paddy; paul pablo pavel pauli; pauline paula polly; penelope penny; peter pete piotr pedro pierre; philip phillip phil
felipe philippe; rachel rae; ralph rafe raul; randall randy; raymond ray; rebecca becky becca; reginald reg reggie;
regina gina; richard rick dick rich ricky ritchie ricardo; robert bob bobby rob robbie bert roberto rupert; roberta
bobbie; roderick rod; rodney rod; roger rog; roland rolly; ronald ron ronnie; rosemary rose rosie; rudolf rudi rolf;
russell russ rusty; ruth ruthie; samantha sam sammy; samuel sam sammy; sandra sandy; sarah sara sally sadie; sebastian
seb bastian basti; sergei seryozha; sidney sid; simone mona; sophia sophie sofia sonya; stanley stan; stephanie steph
steffi; stephen steven steve stefan stevie esteban; stuart stu; susan suzanne sue susie suzy susanne susanna; sylvia
sylvie; tamara tammy; teresa theresa terry tess tessa; terence terry; theodore ted teddy theo; thomas tom tommy tomas;
timothy tim timmy; tobias toby tobi; ulrich uli; ulrike uli ricky; ursula ulla uschi; valerie val; vanessa nessa;
veronica ronnie vera; victor vic; victoria vicky tori; vincent vince vinny; virginia ginny; vladimir vova volodya;
walter walt wally; wendy wen; wilhelm willi william; wilhelmina minnie mina; william bill billy will willy liam wim
guillaume; winifred winnie; wolfgang wolf; xavier xavi javier; yevgeny zhenya; yvonne eve; zachary zach zack;
александр саша шура алекс; александра саша шура; алексей леша лёша; анастасия настя; андрей андрюша; анна аня анюта;
борис боря; виктор витя; владимир вова володя; галина галя; григорий гриша; дмитрий дима митя; евгений женя; евгения
женя; екатерина катя; елена лена алена; иван ваня; ирина ира; константин костя; людмила люда мила; мария маша; михаил
миша; надежда надя; наталья наташа наталия; николай коля; ольга оля; павел паша; сергей сережа серёжа; светлана света;
татьяна таня; федор федя; юлия юля; юрий юра; αικατερινη κατερινα; γεωργιος γιωργος; δημητριος δημητρης; ελενη λενα;
ιωαννης γιαννης; κωνσταντινος κωστας; νικολαος νικος; μαρια μαιρη; παναγιωτης πανος
"""
"""Families between semicolons. Collected from common usage in English, German, French, Spanish, Russian and Greek."""
