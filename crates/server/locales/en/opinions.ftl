# What single executives would answer.
opinions-title = What each executive would answer
opinions-intro = Before the meeting each executive says what they would answer. It is not the hospital's answer and is not counted. Items about which they differ stand first.
opinions-none = Nobody has said anything yet.
opinions-said = Opinions
opinions-own = Your own opinion
opinions-memo = A word on it (optional)
opinions-save = Save your opinion
opinion-line = ○ { $yes }, × { $no }, not applicable { $none }
opinion-split = { " (they differ)" }
