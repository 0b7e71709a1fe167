//! A mistake in a catalog is refused with its line and a sentence that says what is wrong.

use tenken_domain::catalog::formats::native;

use super::lines;

/// A catalog without mistakes, as short as it can be.
const SOUND: &str = "\
id: sample-1
title: 見本の点検表
texts:
  composition_title: 構成について
  composition: [二つのリストからなる。]
  introduction: [はじめに。]
  references: [見本の指針]
  caveat: [なお書き。]
  closing: ご活用ください。
  source_line: 出典
viewpoints:
  - { viewpoint: 予防, text: 予防の定義 }
topics:
  - { id: risk, title: リスク }
conditions:
  - { id: if-web, title: ウェブサイトがある }
checklists:
  - id: main
    title: 本表
    audience: administrator
    items:
      - id: first
        number: 1
        number_is: certain
        viewpoint: 予防
        viewpoint_is: likely
        title: 一つめ
        topic: risk
        text: [一つめをしているか]
      - id: second
        number: 2
        number_is: unknown
        viewpoint: 予防
        viewpoint_is: likely
        title: 二つめ
        topic: risk
        applies_when: if-web
        yes_means: していない
        no_means: している
        text: [二つめをしていないか]
  - id: extra
    title: 別表
    title_is: ours
    audience: administrator
    annex_of: main
    applies_when: if-web
    items:
      - id: third
        number: 1
        number_is: certain
        title: 三つめ
        topic: risk
        text: [三つめをしているか]
";

/// What to replace in [`SOUND`] by what, and what is then said: the first place only, since nothing after a line that
/// is not YAML or has another shape can be trusted.
const MISSHAPEN: &[(&str, &str, &str)] = &[
    (
        "title: 見本の点検表",
        "title: \"見本",
        "2: YAML として読めません（unclosed quote at line 2, column 8）。",
    ),
    (
        "title: 本表",
        "title: *hon",
        "19: YAML として読めません（alias references unknown anchor at line 19, column 12）。",
    ),
    (
        "viewpoint: 予防, text",
        "視点: 予防, text",
        "12: 「視点」という欄はありません。書ける欄は viewpoint、text です。",
    ),
    (
        "topic: risk\n        text: [一つめ",
        "text: [一つめ",
        "28: この行までのまとまりに「topic」の欄がありません。",
    ),
    ("caveat:", "closing: 一度め\n  caveat:", "10: 「closing」が2回書かれています。"),
    ("number: 2", "number: 二", "31: 数（0 以上の整数）を書く所です。"),
    ("number: 2", "number: -2", "31: 数（0 以上の整数）を書く所です。"),
    ("title: 一つめ", "title:", "27: 値が書かれていません。"),
    ("title: 一つめ", "title: [一つめ]", "27: 文を書く所です。"),
    ("text: [一つめをしているか]", "text: 一つめをしているか", "29: 「- 」で始まる行を並べる所です。"),
    ("texts:\n", "texts: なし\n", "3: 「欄: 値」の形の行を並べる所です。"),
];

/// As above, for mistakes of meaning: all of them are said.
const WRONG: &[(&str, &str, &[&str])] = &[
    (
        "id: sample-1",
        "id: Sample 1",
        &["1: id「Sample 1」は英小文字で始め、英小文字・数字・-・. だけで書きます。"],
    ),
    ("id: second", "id: first", &["30: id「first」はすでに 22 行目にあります。"]),
    ("id: third", "id: first", &["48: id「first」はすでに 22 行目にあります。"]),
    ("id: extra", "id: main", &["41: id「main」はすでに 18 行目にあります。"]),
    ("title: 見本の点検表", "title: \" \"", &["2: 文が空です。"]),
    ("[二つのリストからなる。]", "[]", &["5: 文が1つもありません。"]),
    ("[一つめをしているか]", "[\"\"]", &["29: 文が空です。"]),
    (
        "[一つめをしているか]",
        "[\"一つめを\\nしているか\"]",
        &["29: 文の途中に改行などの制御文字があります。段落ごとに分けて書きます。"],
    ),
    (
        "audience: administrator",
        "audience: 管理者",
        &["20: 「管理者」は使えません。書けるのは executive、administrator、staff です。"],
    ),
    (
        "number_is: unknown",
        "number_is: sure",
        &["32: 「sure」は使えません。書けるのは certain、well-founded、likely、unknown です。"],
    ),
    ("title_is: ours", "title_is: theirs", &["43: 「theirs」は使えません。書けるのは ours です。"]),
    ("topic: risk", "topic: network", &["28: 分野「network」はこのファイルにありません。"]),
    ("applies_when: if-web", "applies_when: if-mail", &["37: 条件「if-mail」はこのファイルにありません。"]),
    ("annex_of: main", "annex_of: staff", &["45: 別表の親となるリスト「staff」はこのファイルにありません。"]),
    ("annex_of: main", "annex_of: extra", &["45: 別表の親となるリスト「extra」はこのファイルにありません。"]),
    (
        "number: 2",
        "number: 1",
        &["18: リスト「main」に番号 2 の項目がありません。", "31: 番号 1 はすでに「first」に付いています。"],
    ),
    (
        "number: 2",
        "number: 3",
        &["18: リスト「main」に番号 2 の項目がありません。", "31: 番号 3 は範囲外です。1 から 2 までです。"],
    ),
    (
        "        viewpoint: 予防\n        viewpoint_is: likely\n        title: 二つめ",
        "        title: 二つめ",
        &["30: 項目「second」に視点がありません。"],
    ),
    (
        "        viewpoint_is: likely\n        title: 二つめ",
        "        title: 二つめ",
        &["30: viewpoint と viewpoint_is は両方書くか、両方省きます。"],
    ),
    ("        no_means: している\n", "", &["30: yes_means と no_means は両方書くか、両方省きます。"]),
    (
        "title: 本表",
        "title: 本表\n    usage_title: 使い方",
        &["18: usage_title と usage は両方書くか、両方省きます。"],
    ),
    (
        "viewpoint: 予防\n        viewpoint_is: likely\n        title: 二つめ",
        "viewpoint: 発見\n        viewpoint_is: likely\n        title: 二つめ",
        &["33: 視点「発見」の定義がこのファイルにありません。"],
    ),
    (
        "  - { viewpoint: 予防, text: 予防の定義 }",
        "  - { viewpoint: 予防, text: 甲 }\n  - { viewpoint: 予防, text: 乙 }",
        &["13: 視点「予防」の定義が2つあります。"],
    ),
];

#[test]
fn a_sound_catalog_is_read() {
    let catalog = native::read("sample.yaml", SOUND.as_bytes()).expect("it has no mistakes");
    assert_eq!(catalog.checklists.len(), 2);
    assert!(catalog.checklists[0].has_uncertain_numbers());
    assert!(!catalog.checklists[1].has_uncertain_numbers());
}

#[test]
fn a_file_of_another_shape_is_refused_with_the_line_and_a_sentence() {
    for (from, to, said) in MISSHAPEN {
        assert_eq!(refused(&with(from, to)), [format!("sample.yaml:{said}")], "{to}");
    }
}

#[test]
fn a_mistake_of_meaning_is_refused_with_the_line_and_a_sentence() {
    for (from, to, said) in WRONG {
        let said: Vec<String> = said.iter().map(|line| format!("sample.yaml:{line}")).collect();
        assert_eq!(refused(&with(from, to)), said, "{to}");
    }
}

#[test]
fn an_unknown_viewpoint_is_refused_once_though_it_has_no_definition_either() {
    let broken = with(
        "viewpoint: 予防\n        viewpoint_is: likely\n        title: 二つめ",
        "viewpoint: 予坊\n        viewpoint_is: likely\n        title: 二つめ",
    );
    assert_eq!(
        refused(&broken),
        ["sample.yaml:33: 「予坊」は使えません。書けるのは 予防、発見、是正 です。"]
    );
}

#[test]
fn all_mistakes_of_meaning_are_said_in_one_go_from_top_to_bottom() {
    let broken = with("title: 見本の点検表", "title: \"\"")
        .replace("audience: administrator\n    items", "audience: 管理者\n    items")
        .replace("topic: risk\n        text: [三", "topic: web\n        text: [三");
    let lines: Vec<String> =
        refused(&broken).iter().map(|line| line.split(": ").next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, ["sample.yaml:2", "sample.yaml:20", "sample.yaml:52"]);
}

#[test]
fn a_file_in_another_encoding_is_refused_with_its_line() {
    let bytes = b"id: sample-1\ntitle: \x93\xfa\x96{\n";
    let problems = native::read("sample.yaml", bytes).expect_err("CP932 is not UTF-8");
    assert_eq!(
        lines(&problems),
        ["sample.yaml:2: 文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。"]
    );
}

fn with(from: &str, to: &str) -> String {
    let broken = SOUND.replacen(from, to, 1);
    assert_ne!(broken, SOUND, "「{from}」 does not stand in the sound catalog");
    broken
}

fn refused(yaml: &str) -> Vec<String> {
    lines(&native::read("sample.yaml", yaml.as_bytes()).expect_err("a catalog with a mistake is refused"))
}
