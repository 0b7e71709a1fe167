# Files that are kept sealed, wherever they are shown.
stored-file-hash = SHA-256
stored-file-facts = Size and SHA-256
stored-file-empty = The file is empty.
stored-file-too-large = The file is too large. One file may have up to 20 MB. Split it or make it smaller, then choose it again.
stored-file-full = The limit for all stored files together (2 GB) has been reached. Withdraw evidence that is no longer needed, or record where the paper is.
stored-file-damaged = This file cannot be downloaded
stored-file-damaged-what = “{ $name }” is damaged: its content no longer has the SHA-256 it was stored with. See whether a machine restored from a backup still has it.
