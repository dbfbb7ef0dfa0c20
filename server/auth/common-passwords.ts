/**
 * Passwords of eight characters or more that everybody tries first, in lower case without spaces.
 * Shorter ones are refused for their length.
 */
const WORDS = `
  00000000 000000000 0123456789 01234567 012345678 0987654321 10203040 11111111 111111111 1111111111
  11112222 11223344 1122334455 112233445566 12121212 12123434 123123123 1231231234 12312312 12341234
  123454321 1234512345 12345678 123456789 1234567890 12345678900 12345678910 1234567891 123456789a
  123456789q 12345678a 12345678q 1234554321 1234567a 1234abcd 1234qwer 123456aa 123456ab 123456abc
  123456qwerty 123698745 123321123 13131313 13579246 135792468 14725836 147258369 147852369 159357159
  159753159 18181818 19841984 19851985 19861986 19871987 19881988 19891989 19901990 19911991 1a2b3c4d
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 20002000 20202020 21212121
  22222222 23232323 24682468 25802580 31415926 314159265 33333333 36925814 44444444 55555555 66666666
  69696969 741852963 76543210 77777777 78945612 789456123 87654321 88888888 963852741 987654321
  9876543210 98765432 99999999 999999999 a1234567 a12345678 a123456789 a1b2c3d4 a1s2d3f4 aa123456
  aa12345678 aaaaaaaa aaaaaaaaaa abc12345 abc123456 abc123abc abc123def abcd1234 abcd12345 abcd123456
  abcdefgh abcdefghi abcdefghij abcabcabc access14 admin123 admin1234 admin12345 admin123456
  administrator adminadmin alexander alexandra alexandre anything apartment asd12345 asdasdasd asdf1234
  asdfasdf asdfghjk asdfghjkl asdfqwer asdqwe123 asdzxc123 barcelona baseball baseball1 basketball
  bigdaddy billybob blink182 brandon1 bubbles1 butterfly butterfly1 californ california caroline
  changeme changeme1 changeme123 charlie1 charlotte cheburashka chelsea1 chocolate chocolate1
  christian christin christine christopher cocacola computer computer1 consumer corvette cowboys1
  danielle darkness darkside december default1 diamond1 dolphin1 drowssap dragon123 einstein
  electric electricity elephant elizabeth ellie123 energy123 excel123 explorer facebook facebook1
  familia1 fernando ferrari1 firebird flamengo football football1 football123 forever1 franklin
  freedom1 friends1 friendship fuckyou1 fuckyou123 gateway1 gfhjkm123 gizmodo1 godzilla goodluck
  guitar123 hannah01 hardcore harley1d heather1 hello123 hello1234 hellohello helloworld hockey123
  house123 iloveyou iloveyou1 iloveyou12 iloveyou123 iloveyou2 iloveyou! infinity internet internet1
  isabella jackass1 jasmine1 jennifer jennifer1 jessica1 jonathan jordan23 jordan123 juventus
  killer123 kimberly kristina landlord landlord1 letmein1 letmein12 letmein123 letmein! letmeinnow
  lifehack liverpoo liverpool liverpool1 lollipop lovelove loveyou1 maradona margaret marlboro
  martin123 maryjane master123 maverick mercedes metallic metallica michael1 michelle michelle1
  microsof microsoft midnight minecraft minecraft1 monday123 monkey123 monster1 mountain movieman
  mustang1 myspace1 mypassword nicholas nintendo nirvana1 november october1 office123 office365
  overlord p@ssw0rd p@ssword p@ssword1 p@$$w0rd pa55word pa55w0rd pakistan panasonic pass1234
  pass12345 pass123456 passpass passw0rd passw0rd1 password password! password0 password00 password01
  password1 password1! password10 password11 password12 password123 password1234 password12345
  password123! password2 password3 password5 password7 password9 password99 passwords passwort
  passwort1 passwort123 patricia peekaboo personal philippines platinum playstation pokemon1
  pokemon123 porsche911 power123 powertrackr powertrackr1 powerpower precious princesa princess
  princess1 princess123 property property1 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx123 qazwsxedc
  qazwsxedcrfv qazqazqaz qq123456 qqqqqqqq qwaszx12 qwe123qwe qweasd123 qweasdzx qweasdzxc qweqweqwe
  qwer1234 qwer12345 qwert123 qwert1234 qwert12345 qwerty01 qwerty1! qwerty11 qwerty12 qwerty123
  qwerty1234 qwerty12345 qwerty123456 qwerty321 qwerty69 qwerty78 qwerty99 qwertyqwerty qwertyu1
  qwertyui qwertyuio qwertyuiop qwertyuiop1 qwertz123 qwertzui qwertzuiop rainbow1 rammstein
  realmadrid redskins remember rental123 rentrent rockstar rooster1 rush2112 samantha samsung1
  samsung123 sandiego scarface scorpion secret123 secret12 september serenity shadow123 simpsons
  skywalker slipknot snickers snowball soccer12 sojdlg123aljg spiderman spongebob srinivas starwars
  starwars1 stargate steelers steven123 strawberry summer01 summer123 summer2023 summer2024 summer2025
  sunflower sunshine sunshine1 sunshine123 superman superman1 superman123 superstar swordfish
  target123 teacher1 technics temppass temp1234 tequiero test1234 test12345 test123456 testtest
  thankyou thebest1 thomas123 thunder1 tiffany1 tigger123 tinkerbell tokiohotel trustno1 twilight
  undertaker unknown1 user1234 valentin valentina vacation vampires veronica vfrcbv123 victoria
  vladimir volkswagen warcraft warcraft1 warriors webmaster welcome1 welcome01 welcome12 welcome123
  welcome1234 welcome! westlife whatever whatever1 winter123 winter2023 winter2024 winter2025
  wordpass xxxxxxxx yankees1 yellow12 yourmom1 zaq12wsx zaq1xsw2 zaq1zaq1 zeppelin zxc12345
  zxcasdqwe zxcvbnm1 zxcvbnm123 zxcvbnm12 zxczxczxc zxcv1234 zzzzzzzz
`;

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
