//! What the parts are called on paper.

use tenken_domain::guidance::Part;

/// The heading of a part.
pub const fn label(part: Part) -> &'static str {
    match part {
        Part::Sentence => "ひとことで言うと",
        Part::Why => "なぜ必要か",
        Part::Check => "確かめ方",
        Part::YesIf => "○にできるのは",
        Part::NoIf => "×になる例",
        Part::NotApplicableIf => "該当なしは",
        Part::Evidence => "根拠資料",
        Part::BeginSmall => "小さく始める（50床・診療所）",
        Part::BeginLarge => "始める（500床）",
        Part::VendorWho => "だれに聞くか",
        Part::VendorAsk => "事業者への質問文",
        Part::Today => "様式より新しい情報",
        Part::Question => "システム管理者への質問",
        Part::GoodAnswer => "よい答え",
        Part::EvasiveAnswer => "はぐらかした答え",
        Part::MayHappen => "起きるかもしれないこと",
        Part::Do => "すること",
        Part::Call => "連絡先",
        Part::Easy => "やさしい日本語",
        Part::Leaflet => "職員への説明",
    }
}
