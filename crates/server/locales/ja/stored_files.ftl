# Files that are kept sealed, wherever they are shown.
stored-file-hash = SHA-256
stored-file-facts = 大きさとSHA-256
stored-file-empty = ファイルの中身が空です。
stored-file-too-large = ファイルが大きすぎます。1つ20MBまでです。分けるか、小さくしてから選んでください。
stored-file-full = 保管できるファイルの合計（2GB）に達しています。要らなくなった根拠資料を外すか、紙の置き場所を記録してください。
stored-file-damaged = このファイルは取り出せません
stored-file-damaged-what = 「{ $name }」は壊れています。中身が、保管したときのSHA-256と一致しません。バックアップから復元した機器で取り出せるか確かめてください。
