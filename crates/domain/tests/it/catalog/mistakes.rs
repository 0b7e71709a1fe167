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

/// What is replaced in [`SOUND`] by what, and what is then said.
const BROKEN: &[(&str, &str, &[&str])] = &[
    // Not YAML, or another shape: the first place is reported.
    ("title: 見本の点検表", "title: \"見本の点検表", &["2"]),
    ("audience: administrator\n    items", "audience: administrator\n    item", &["21: 「item」という欄はありません。書ける欄は"]),
    ("        topic: risk\n        text: [一つめ", "        text: [一つめ", &["22: 「topic」の欄がありません。"]),
    ("number: 1\n        number_is: certain\n        viewpoint", "number: 一\n        number_is: certain\n        viewpoint", &["23: 書かれている値の種類が違います"]),
    ("closing: ご活用ください。", "closing: ご活用ください。\n  closing: もう一度", &["10: 「closing」が2回書かれています。"]),
];

#[test]
fn a_sound_catalog_is_read() {
    let catalog = native::read("sample.yaml", SOUND.as_bytes()).expect("it has no mistakes");
    assert_eq!(catalog.checklists.len(), 2);
    assert!(catalog.checklists[0].has_uncertain_numbers());
    assert!(!catalog.checklists[1].has_uncertain_numbers());
}

#[test]
fn dump() {
    for (from, to, _) in BROKEN {
        let broken = SOUND.replacen(from, to, 1);
        assert_ne!(broken, SOUND, "{from}");
        println!("{:#?}", native::read("sample.yaml", broken.as_bytes()).map(|_| ()).map_err(|p| lines(&p)));
    }
}
