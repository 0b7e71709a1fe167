# What this system is made from.
about-intro = 厚生労働省のチェックリストの文は、もとの文のまま載せています。ほかの説明は本システム独自のもので、公式見解ではありません。
about-viewpoints = 視点の定義
about-program = このプログラム
about-version = 版
about-licences = 使用しているソフトウェアとそのライセンス
