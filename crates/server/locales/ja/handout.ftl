# Links, posters and paper forms.
handout-explained = 部署ごとに回答用のアドレスが違います。ポスターを貼るか、アドレスを部署に知らせてください。職員はログインせずに回答できます。
handout-all-posters = 全部署のポスター（PDF・{ $sheets }枚）
handout-form = 職員用の記入用紙
handout-people = 対象人数
handout-link = 回答用アドレス
handout-poster = ポスター
handout-one-poster = ポスター（PDF）
handout-link-explained = このアドレスを知っている人は、だれでもその部署の記入票を提出できます。院外には出さないでください。締め切ると使えなくなります。
