//! What the columns of a personnel file can say, and the headings by which they are known: data, in the order in which
//! a heading is believed.

use crate::grid::folded;

/// Declares the columns with the word each has in addresses and locale keys (`people-column-name`).
macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident => $code:literal),+ $(,)?) => {
        /// What a column of the file says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $($(#[$doc])* $name),+ }

        impl Column {
            /// Every kind, in the order of the page's choice.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|column| column.code() == code)
            }
        }
    };
}

columns! {
    StaffNumber => "number",
    Name => "name",
    /// 姓, where 名 has a column of its own.
    FamilyName => "family-name",
    GivenName => "given-name",
    Kana => "kana",
    FamilyKana => "family-kana",
    GivenKana => "given-kana",
    Department => "department",
    Occupation => "occupation",
    Employment => "employment",
    JoinedOn => "joined-on",
    LeftOn => "left-on",
    Mail => "mail",
    /// 在職, 休職, 産休, 退職 …
    Standing => "standing",
    /// 主務 or 兼務; or the name of a further department.
    Concurrent => "concurrent",
}

/// The headings of one kind of column, in NFKC, small letters and without blanks.
struct Headings {
    column: Column,
    /// The whole heading; the first is believed most.
    whole: &'static [&'static str],
    /// A part of it.
    part: &'static [&'static str],
}

#[rustfmt::skip]
const KNOWN: &[Headings] = &[
    Headings {
        column: Column::StaffNumber,
        whole: &["職員番号", "社員番号", "職員コード", "社員コード", "従業員番号", "従業員コード", "職員id", "社員id", "従業員id",
            "職員no", "社員no", "従業員no", "職番", "社番", "個人コード", "staffnumber", "staffid", "employeenumber", "employeeid",
            "employeeno", "コード", "番号", "id", "no"],
        part: &["職員番号", "社員番号", "従業員番号", "職員コード", "社員コード", "従業員コード"],
    },
    Headings {
        column: Column::Concurrent,
        whole: &["兼務", "兼務区分", "主兼区分", "本務兼務", "主務兼務", "本務兼務区分", "主務兼務区分", "主務区分", "兼任", "兼務先", "兼務部署",
            "兼務所属"],
        part: &["兼務", "兼任"],
    },
    Headings {
        column: Column::Kana,
        whole: &["フリガナ", "ふりがな", "氏名フリガナ", "氏名カナ", "カナ氏名", "カナ", "氏名かな", "かな氏名", "かな", "カナ名", "ヨミガナ",
            "よみがな", "ヨミ", "読み", "読み仮名", "kana"],
        part: &["フリガナ", "ふりがな", "カナ氏名", "氏名カナ"],
    },
    Headings { column: Column::FamilyKana, whole: &["セイ", "せい", "姓カナ", "姓フリガナ", "姓かな", "カナ姓"], part: &[] },
    Headings { column: Column::GivenKana, whole: &["メイ", "めい", "名カナ", "名フリガナ", "名かな"], part: &[] },
    Headings {
        column: Column::Name,
        whole: &["氏名", "漢字氏名", "氏名漢字", "職員氏名", "職員名", "社員名", "社員氏名", "従業員氏名", "従業員名", "姓名", "名前", "お名前",
            "fullname", "name"],
        part: &["氏名"],
    },
    Headings { column: Column::FamilyName, whole: &["姓", "氏", "苗字", "姓漢字"], part: &[] },
    Headings { column: Column::GivenName, whole: &["名", "名漢字"], part: &[] },
    Headings {
        column: Column::Department,
        whole: &["主務部署", "本務部署", "主務所属", "本務所属", "主所属", "所属部署", "所属部署名", "部署", "部署名", "部署名称", "所属", "所属名",
            "所属名称", "病棟", "病棟名", "配属先", "配属", "配属部署", "職場", "勤務場所", "勤務先", "課", "科", "部門", "部門名", "department"],
        part: &["所属", "部署", "病棟", "配属"],
    },
    Headings {
        column: Column::Occupation,
        whole: &["職種", "職種名", "職種名称", "職業", "職名", "業務", "担当業務", "occupation"],
        part: &["職種"],
    },
    Headings {
        column: Column::Employment,
        whole: &["雇用区分", "雇用形態", "雇用形態名", "雇用種別", "職員区分", "社員区分", "勤務形態", "契約区分", "常勤区分", "常勤非常勤",
            "常勤・非常勤", "常勤/非常勤", "身分", "employment"],
        part: &["雇用区分", "雇用形態"],
    },
    Headings {
        column: Column::JoinedOn,
        whole: &["入職日", "入職年月日", "採用日", "採用年月日", "入社日", "入社年月日", "就職日", "着任日", "雇用開始日", "joinedon", "hiredate"],
        part: &["入職日", "入職年月", "採用日", "採用年月", "入社日", "入社年月"],
    },
    Headings {
        column: Column::LeftOn,
        whole: &["退職日", "退職年月日", "退社日", "退社年月日", "退職予定日", "離職日", "雇用終了日", "lefton"],
        part: &["退職日", "退職年月", "退社日", "退社年月"],
    },
    Headings {
        column: Column::Mail,
        whole: &["メールアドレス", "メール", "eメール", "電子メール", "mail", "e-mail", "email", "mailaddress", "emailaddress"],
        part: &["メール", "mail"],
    },
    Headings {
        column: Column::Standing,
        whole: &["在職区分", "在籍区分", "在職状況", "在籍状況", "就業状況", "勤務状況", "休職区分", "休業区分", "休職", "休業", "状態"],
        part: &["在職区分", "在籍区分", "休職区分", "休業区分"],
    },
];

/// A heading with one of these speaks of somebody or something else, unless it is known as a whole.
const OF_OTHERS: &[&str] =
    &["コード", "緊急", "家族", "扶養", "上司", "旧", "前職", "変更", "更新", "保証人", "開始", "終了"];
/// Headings of what a self-check has no use for and nobody should see: examples of these are not shown.
const CONFIDENTIAL: &[&str] = &["マイナンバー", "個人番号", "口座", "給与", "生年月日", "住所", "年金"];

/// What a heading means and how far it is believed.
pub fn meaning(heading: &str) -> Option<(Column, usize)> {
    let heading = bare(heading);
    let whole = |known: &Headings| known.whole.iter().position(|one| *one == heading).map(|at| 1_000 - at);
    let is_of_others = || OF_OTHERS.iter().any(|word| heading.contains(word));
    let part = |known: &Headings| {
        let is_number = known.column == Column::StaffNumber;
        let found = known.part.iter().position(|part| heading.contains(part))?;
        (is_number || !is_of_others()).then_some(500 - found)
    };
    let found = |belief: &dyn Fn(&Headings) -> Option<usize>| {
        KNOWN.iter().find_map(|known| belief(known).map(|belief| (known.column, belief)))
    };
    if heading.is_empty() || is_confidential(&heading) {
        None
    } else {
        found(&whole).or_else(|| found(&part))
    }
}

/// Whether examples of a column under this heading are kept from the page.
pub fn is_confidential(heading: &str) -> bool {
    let heading = folded(heading);
    CONFIDENTIAL.iter().any(|word| heading.contains(word))
}

/// A heading without what people put around it: `※職員番号（必須）`, `氏名(漢字)`, `No.`.
fn bare(heading: &str) -> String {
    let folded = folded(heading).replace("必須", "").replace("任意", "");
    folded.chars().filter(|c| !"()[]【】「」※*★●◎:.#\"'".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_as_personnel_systems_write_them() {
        let known = [
            ("職員番号", Column::StaffNumber),
            ("※社員番号（必須）", Column::StaffNumber),
            ("職員ｺｰﾄﾞ", Column::StaffNumber),
            ("Ｎｏ．", Column::StaffNumber),
            ("漢字氏名", Column::Name),
            ("氏名（漢字）", Column::Name),
            ("ﾌﾘｶﾞﾅ", Column::Kana),
            ("氏名（カナ）", Column::Kana),
            ("所 属", Column::Department),
            ("所属部署名称", Column::Department),
            ("病棟", Column::Department),
            ("職　種", Column::Occupation),
            ("雇用区分", Column::Employment),
            ("入職年月日", Column::JoinedOn),
            ("退職日（予定含む）", Column::LeftOn),
            ("E-mail", Column::Mail),
            ("院内メールアドレス", Column::Mail),
            ("兼務部署1", Column::Concurrent),
            ("姓", Column::FamilyName),
            ("名", Column::GivenName),
        ];
        for (heading, column) in known {
            assert_eq!(meaning(heading).map(|(column, _)| column), Some(column), "{heading}");
        }
    }

    #[test]
    fn what_is_of_others_or_confidential_is_not_taken() {
        let others = [
            "",
            "部署コード",
            "職種コード",
            "緊急連絡先氏名",
            "扶養家族氏名",
            "旧所属",
            "個人番号",
            "マイナンバー",
            "退職理由",
            "生年月日",
            "役職",
            "休職開始日",
            "001",
            "山田 太郎",
        ];
        for heading in others {
            assert_eq!(meaning(heading), None, "{heading}");
        }
        assert!(is_confidential("個人番号（12桁）") && !is_confidential("職員番号"));
    }

    #[test]
    fn every_column_has_a_heading_and_a_code_of_its_own() {
        for column in Column::ALL {
            assert!(KNOWN.iter().any(|known| known.column == *column), "{column:?}");
            assert_eq!(Column::from_code(column.code()), Some(*column));
        }
    }
}
