//! Temporary.
use tenken_domain::catalog::*;
use tenken_domain::id::*;
pub fn catalog() -> Catalog {
    let list = |id: &str, title: &str, audience, n: u32, annex: Option<&str>, vp: &dyn Fn(u32) -> Option<Viewpoint>| Checklist {
        id: ChecklistId::new(id), title: title.into(), title_is_ours: annex.is_some(), audience,
        annex_of: annex.map(ChecklistId::new), instruction: annex.map(|_| "以下の項目について、「オンライン資格確認等、レセプトのオンライン請求及び健康保険組合に対する社会保険手続きに係る電子申請システム」を実施している場合のみチェックしてください".into()),
        usage_title: Some(format!("{title}の使い方")), usage: vec!["■　経営層が、自らのリーダーシップでセキュリティ対策を進めるために活用することを目的としている。".into(), "■　自院のサイバーセキュリティ対策の現状を把握するため、医療情報システム部門の責任者や各部門システムの管理者、各部門の責任者等を招集し、チェックリストに基づいてコミュニケーションを取りながら、セキュリティ対策の強化を検討する。".into()],
        applies_when: None,
        items: (1..=n).map(|i| Item { id: ItemId::new(format!("{id}-{i}")), number: i, number_is: if annex.is_some() {Certainty::Certain} else {Certainty::Unknown}, viewpoint: vp(i), viewpoint_is: vp(i).map(|_| Certainty::Likely), title: if i%3==0 {"ソーシャルエンジニアリングへの注意".into()} else {"安全管理の方針を策定".into()}, topic: TopicId::new(format!("t{}", i%12)), page: None, applies_when: (i%9==4).then(|| ConditionId::new("if-website")), yes_means: (i%20==2).then(|| "使用していない、又は申請して管理された媒体を使用している".into()), no_means: (i%20==2).then(|| "それ以外の媒体を使用している".into()),
            text: if i%6==1 { vec!["医療情報システムの安全管理に関する方針について以下の内容を含めて策定しているか".into(), "・理念（基本方針と管理目的の表明）".into(), "・医療情報システムで扱う情報の範囲".into()] } else if i%2==0 { vec!["コンピューターへの不正侵入や不正ソフトウェア混入、情報漏洩、データの改ざんや破壊、医療情報の不正な暗号化等といったサイバー攻撃への対策として、必要なバックアップ取得ルールを定めるとともに、適切に当該ルールが運用されていることを確認しているか。".into()] } else {vec!["システムの異常があった場合、院内のどこに連絡し、相談すればいいのか知っているか".into()]} }).collect(),
    };
    Catalog { id: CatalogId::new("x"), title: "医療機関のサイバーセキュリティ対策チェックリスト".into(),
        texts: Texts { composition: vec!["■　チェックリストは、チェックの主体によって…３種類から構成されている。".into()], introduction: vec!["　昨今、医療機関等へのサイバー攻撃が散見されており、医療情報の漏洩や、医療提供体制に影響が生じた事例もある。こうした状況下において、医療機関を中心とした医療分野のサイバーセキュリティ対策の強化は、より一層重要な取組となっている。".into()], references: vec!["・医療情報システムの安全管理に関するガイドライン第5.2版".into(), "・オンライン診療の適切な実施に関する指針".into()], caveat: vec!["　なお、「医療情報システムの安全管理に関するガイドライン」の内容がe-文書法、個人情報保護法等への対応を行うためのセキュリティ管理なども含めて多岐に渡る一方、本チェックリストは…留意されたい。".into()], closing: "全体として医療機関のどの部分に弱みがあるのか把握し、優先的に必要な対策を実施の上、全体のバランスを取りながらサイバーセキュリティ対策を強化するため、ご活用ください。".into(), source_line: "出典：厚生労働省『医療機関のサイバーセキュリティ対策チェックリスト』を加工して作成。本様式は厚生労働省が作成したものではありません".into(), not_for: Some("立入検査用の確認表ではありません".into()) },
        viewpoints: Viewpoint::ALL.map(|viewpoint| ViewpointDefinition { viewpoint, text: "何か起きないように事前に予防するために必要な手続を指す。".into() }).to_vec(),
        topics: ["統制・体制","リスク・情報資産","人的対策・教育","認証・アクセス管理","ログ・監視","不正ソフト・脆弱性","ネットワーク・通信","機器・媒体・物理","委託・外部保存","非常時・バックアップ","ウェブサイト","医療機器・電子処方箋等"].iter().enumerate().map(|(i,t)| Topic { id: TopicId::new(format!("t{i}")), title: (*t).into() }).collect(),
        conditions: vec![Condition { id: ConditionId::new("if-website"), title: "ウェブサイトを運営している".into() }],
        checklists: vec![
            list("executive", "経営層向け　サイバーセキュリティ対策チェックリスト", Audience::Executive, 19, None, &|i| Some(if i<17 {Viewpoint::Prevention} else {Viewpoint::Correction})),
            list("administrator", "システム管理者向け　サイバーセキュリティ対策チェックリスト", Audience::Administrator, 97, None, &|i| Some(if i<90 {Viewpoint::Prevention} else if i<97 {Viewpoint::Detection} else {Viewpoint::Correction})),
            list("administrator-online", "システム管理者向け（オンライン資格確認等）", Audience::Administrator, 2, Some("administrator"), &|i| Some(if i<2 {Viewpoint::Prevention} else {Viewpoint::Detection})),
            list("staff", "医療従事者・一般のシステム利用者向け　サイバーセキュリティ対策チェックリスト", Audience::Staff, 10, None, &|_| None),
        ] }
}
