# Backups.
backup-title = Backup
backup-what = The hospital, its departments, accounts, answers and records go into one file encrypted with a passphrase. Others can go on working meanwhile.
backup-without-sealing-key = The key that opens anonymous answers (keys/sealing) is never inside, so that they stay anonymous. Answers that still wait sealed cannot be opened on another machine.
backup-passphrase = Passphrase
backup-passphrase-hint = At least 12 characters. It is needed to restore; if it is lost nobody can open the file.
backup-passphrase-again = Passphrase (again)
backup-passphrase-too-short = Use at least 12 characters.
backup-passphrase-differs = The two entries differ.
backup-submit = Make and download a backup
backup-keep = Keep the file away from this server, and the passphrase away from the file. Keep one copy on a medium that is usually not connected.
backup-restore = To restore, type "tenken restore FILE --data EMPTY-FOLDER" on the server's console.
