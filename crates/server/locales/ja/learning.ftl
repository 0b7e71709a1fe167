# Learning at once: what can be read after handing in, and how many did.
learning-offer = すぐに役立つ短い説明があります。読むのは任意です。
learning-open = 短い説明を読む
learning-title = 短い説明
learning-which = ×にした項目があれば、その項目すべて。×がなければ、確かめておきたい項目を2つ示しています。
learning-once = この説明は1回だけ表示します。読み直しや「戻る」では表示しません。
learning-read = 読みました
learning-skip = とばす
learning-counted = 「読みました」を押した人の数だけを数えます。だれが読んだか、何を読んだかは残りません。
learning-readers = 提出後の説明を読んだ人：{ $readers }人（提出 { $sheets }）
