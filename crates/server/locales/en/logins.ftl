# Set-up, logging in, passwords.
setup-title = Set-up
setup-welcome = First, register the name of the hospital and its first administrator. Everything else can be set later.
setup-code = Set-up code
setup-code-hint = The code of the form XXXX-XXXX shown where the server was started. Valid for 30 minutes.
setup-code-wrong = The set-up code is wrong or has expired. Starting the server again shows a new one. After wrong tries there is a wait.
setup-hospital = Name of the hospital
setup-hospital-hint = Printed on sheets and reports. Can be changed later.
setup-administrator = First administrator
setup-submit = Register and begin
account-login-name = Login name
account-login-name-hint = Letters and digits, e.g. yamada
account-display-name = Name
password-profile = Kind of password
password-profile-hint = Choose one of the ways the checklist names.
password-profile-long = Log in with a password of 13 characters or more
password-profile-with-second-factor = Log in with a password of 8 characters or more and a six-digit code from an authenticator app (two factors, recommended)
password-new = New password
password-hint = Mix letters, digits and symbols. You may paste it.
password-again = New password (again)
password-differs = The two entries differ.
password-too-short-long = At least 13 characters, please.
password-too-short = At least 8 characters, please.
password-too-long = At most 128 characters, please.
password-not-mixed = Please mix letters, digits and symbols.
password-own-name = It must not contain your name, your login name, the hospital's name or this system's name.
password-guessable = This is easy to guess. Please add other words or characters.
login-title = Log in
login-password = Password
login-submit = Log in
login-not-accepted = The login name or password is wrong. After several mistakes you have to wait a while.
login-no-account = Members of staff need no login to answer: use the QR code or address posted in your department.
login-activate = First login (with a registration code)
second-factor-title = Second factor
second-factor-code = Six-digit code
second-factor-code-hint = From your authenticator app; without your device, type one of your printed recovery codes.
second-factor-not-accepted = The code is wrong or was used before. Please try a new one. After several wrong codes you have to wait for a while.
default-occupations =
    医師
    看護師
    薬剤師
    医療技術職
    リハビリ職
    事務職
    看護補助・介護職
    その他の職員
    委託職員
