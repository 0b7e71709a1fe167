# The mail server, messages to the people of a round, and planned reminders.
settings-mail = Mail server
settings-mail-line = The hospital's own mail server (SMTP), by which invitations and reminders leave.
mail-intro = Invitations and reminders leave only by the mail server that is set up here. Without it, this system opens no connection to the outside.
mail-host = Name or IP address of the mail server
mail-host-hint = For example: mail.hospital.local
mail-host-wrong = Enter a name or an IP address only (no “http://” and no port number).
mail-port = Port
mail-port-hint = Usually 587 (STARTTLS) or 465 (TLS).
mail-port-wrong = Enter a number from 1 to 65535.
mail-security = Encryption
mail-security-starttls = STARTTLS (nothing is sent unless the mail server agrees)
mail-security-tls = TLS (encrypted from the start)
mail-security-none = No encryption (message text, answering links and the password can be read on the way)
mail-plain = Without encryption
mail-plain-meant = I know that it can be read on the way, and want to send without encryption
mail-plain-unsaid = Tick this to use the mail server without encryption.
mail-sender = Sender's address
mail-sender-hint = For example: tenken@hospital.example.jp. Recipients outside this address's domain are marked as outside.
mail-sender-name = Sender's name
mail-sender-name-hint = For example: Sakura Hospital, Information Systems. May be left empty.
mail-login-name = Login name
mail-login-name-hint = Only if the mail server asks for a login.
mail-password = Password
mail-password-hint = Stored encrypted and never shown again. Leave empty to keep it. Enter it again after changing the server, port, encryption, certificates or login name.
mail-password-wanted = Please enter the password again: the server, port, encryption, certificates or login name has changed.
mail-certificates = Certificate of the hospital's own authority (PEM)
mail-certificates-hint = Only for a mail server with a certificate made in the hospital: paste the authority's certificate. Then this authority alone is trusted.
mail-certificates-wrong = This cannot be read as certificates (PEM). Paste everything from “-----BEGIN CERTIFICATE-----” to “-----END CERTIFICATE-----”.
mail-address-wrong = This cannot be used as a mail address. Enter exactly one.
mail-trial = Try it out
mail-trial-explained = Sends one test message at once, with the settings as they are saved.
mail-trial-to = Address to send to
mail-trial-send = Send a test message
mail-trial-subject = [Test] Message from the self-check system
mail-trial-body =
    This is a test message from the cybersecurity self-check system (Tenken) of { $hospital }.
    If you can read it, mail is set up correctly.
mail-trial-taken = The mail server took the test message. Please check that it arrived.
mail-trial-failed = The test message could not be sent. { $problem }
mail-trial-sample = The sample hospital sends no mail.
mail-trial-unknown = The connection broke, so nobody knows whether it was sent. Please check whether it arrived.
mail-remove = Remove the mail server
mail-remove-what = The settings and the password are removed. Mail that is still to be sent will not be sent.
mail-remove-submit = Remove the settings
mailings-title = Invitations and reminders by mail
mailings-none = There is no mail yet.
mailing-write-invitation = Write an invitation
mailing-write-reminder = Write a reminder
mailing-kind = Kind
mailing-kind-invitation = Invitation by mail
mailing-kind-reminder = Reminder by mail
mailing-no-server = No mail server is set up, so no mail is sent.
mailing-nobody = There is nobody whom mail can reach. Please check the addresses in the list of people.
mailing-after-last-day = It would leave after the last day of this round, so it cannot be sent.
mailing-who-none = Who has handed in is not known by name, so everybody of the chosen departments who has an address gets it. The link is the same for a whole department.
mailing-who-with-names = Goes to those with an address who are not known to have handed in (in anonymous rounds that includes sheets that still wait for their batch). Everybody gets a link of their own.
mailing-who-without-names = Who has handed in is not known by name, so everybody of the chosen departments who has an address gets it. The link is the same for a whole department.
mailing-departments = Departments
mailing-departments-hint = In brackets: how many people mail reaches.
mailing-departments-none = Choose at least one department.
mailing-department = { $department } ({ $people })
mailing-subject = Subject
mailing-body = Text
mailing-body-hint = {"{link}"} becomes the answering link, {"{name}"} the recipient's name, {"{until}"} the round's last day as it stands when the message leaves. Do not write about answers or weak points of the hospital.
mailing-body-unknown-place = Nothing is known that comes into one of the braces. There are {"{link}"}, {"{name}"} and {"{until}"}.
mailing-body-without-link = Put {"{link}"} into the text: it becomes the answering link.
mailing-preview = Check before sending
mailing-preview-title = Check before sending
mailing-others-than-seen = The recipients have changed since the page before. Please check them again.
mailing-goes-to = { $people } people get one message each.
mailing-odd-hours = Sent now, it arrives at night or on a day off.
mailing-sample = A message as it arrives
mailing-own-link = (a link of their own)
mailing-from = From
mailing-to = To
mailing-recipients = Recipients
mailing-none-outside = No address is outside the hospital.
mailing-outside = { $people } addresses are outside the hospital. Please check that they may be written to.
mailing-is-outside = [outside]
mailing-all-recipients = All recipients ({ $people })
mailing-no-address = Left out, no address ({ $people })
mailing-bad-address = Left out, address not usable ({ $people })
mailing-no-card = Left out, no card ({ $people })
mailing-delay = Once confirmed, it starts to leave after 10 minutes. Until then it can be cancelled.
mailing-confirm = Send in 10 minutes
mailing-write-again = Write it differently
mailing-state = State
mailing-state-waiting = Waiting
mailing-state-sending = Being sent
mailing-state-sent = Sent
mailing-state-cancelled = Cancelled
mailing-due-at = Starts to leave
mailing-sent-of = Sent / all
mailing-made-by = Made by
mailing-made-by-plan = (by itself, as planned)
mailing-fate-waiting = Not sent yet
mailing-fate-leaving = Being sent
mailing-fate-sent = Sent
mailing-fate-failed = Could not be sent
mailing-fate-unknown = Not known whether sent
mailing-fate-cancelled = Cancelled
mailing-fate-dropped = No longer needed
mailing-fate-explained-failed = Please check the addresses in the list of people, and tell these people in another way (card, poster).
mailing-fate-explained-unknown = This system or the connection stopped in the middle of sending. So that nobody gets two messages, they are not sent again by themselves.
mailing-problem-unreachable = The mail server cannot be reached.
mailing-problem-certificate = The mail server's certificate could not be verified, or the encrypted connection failed.
mailing-problem-no-starttls = The mail server does not offer STARTTLS (encryption).
mailing-problem-login-refused = The mail server refused the login. Please check login name and password.
mailing-problem-busy = The mail server did not take it for now.
mailing-problem-refused = The mail server does not take mail for this recipient or from this sender.
mailing-problem-address-changed = Not sent: the address in the register was changed or removed after this mail was prepared. Sending it again uses the present address.
mailing-cancel-waiting = Cancel
mailing-cancel-sending = Cancel what has not left yet
mailing-cancel-too-late = It has been sent or cancelled already.
mailing-cancelled-why = Somebody cancelled it, the round was closed, its last day was over, it was more than 24 hours late, or it came out of a backup: what was left was not sent.
mailing-look-again = Show how far it is now
mailing-send-again = Try those again who were not reached, in 10 minutes
mailing-text = The text
mailing-link-own = This link is yours alone. Please do not forward it.
mailing-link-shared = Everybody in your department has the same link. Please do not pass it on outside the hospital.
mailing-naming-anonymous = The sheet is anonymous: that you have handed in is known, but your answers are not linked to your name.
mailing-naming-nameless = Anonymous: only the number of sheets of each department is known, and answers and names are never joined.
mailing-naming-named = The sheet bears your name. Only system administrators can see single answers.
mailing-subject-invitation = [{ $round }] Information security self-check
mailing-subject-reminder = [{ $round }] Information security self-check (reminder)
mailing-body-invitation =
    Dear {"{name}"},

    { $hospital } is running a self-check on the safe handling of information: { $round }.
    Please open this link and answer the questions. It takes about three minutes.

    {"{link}"}

    Until: {"{until}"}
    { $naming }
    { $whose }

    Questions: { $contact }
mailing-body-reminder =
    Dear {"{name}"},

    This is about the self-check of { $hospital } ({ $round }) once more.
    If you have not taken part yet, please open this link and answer the questions. It takes about three minutes.

    {"{link}"}

    Until: {"{until}"}
    { $naming }
    { $whose }

    If you have handed in meanwhile, please excuse this message.

    Questions: { $contact }
round-reminders = Asking and asking again
reminders-title = Planned reminders
reminders-plans = Plans
reminders-explained = A day that falls on a weekend, a holiday or the turn of the year moves to the working day before. Mail starts to leave between 9:00 and 17:00. If the last day of the round changes, these days change too. Once the round is closed, nothing more happens.
reminders-none = Nothing is planned.
reminder-planned = Planned for
reminder-days-before = { $days } days before the last day
reminder-way = Way
reminder-way-mail = Send mail
reminder-way-list = Hand round the list of who is missing
reminder-day = Happens on
reminder-steps = Steps
reminder-done-on = { $day }, done
reminder-round-closed = Will not happen: the round is closed
reminder-no-day-left = Will not happen: no working day is left
reminder-print-list = Open the list of who is missing
reminder-complete = Handed round
reminder-remove = Take back
reminder-plan-list = Plan a list to hand round
reminder-list-explained = On that day the first page asks you to print the list of who is missing and to hand it round.
reminder-plan-mail = Plan mail
reminder-mail-explained = After 9:00 on that day the mail is made by itself and starts to leave 10 minutes later. Until then it can be cancelled.
reminder-days = Days before the last day
reminder-days-hint = From 0 to 60; 0 is the last day itself.
reminder-days-wrong = Enter a number from 0 to 60.
reminder-plan = Plan
reminder-planned-already = The same is planned already.
reminder-day-has-passed = That day has passed.
home-hand-lists-round = Please print the list of who is missing and hand it round.
home-mail-leaves = From { $due } on, mail goes out to the people who are asked.
home-mail-open = Check or cancel
