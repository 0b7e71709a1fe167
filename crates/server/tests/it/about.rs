//! The sheet's own texts, for everybody.

use crate::support::Server;

#[test]
fn everybody_reads_the_sheets_own_texts_and_only_those_logged_in_the_version() {
    let (server, mut hanako) = Server::with_hospital();
    let mut stranger = server.somebody();
    let (open, own) = (stranger.get("/about"), hanako.get("/about"));
    for text in [
        "全体のチェックリストの構成について",
        "昨今、医療機関等へのサイバー攻撃が散見されており",
        "医療情報システムの安全管理に関するガイドライン第5.2版",
        "なお、「医療情報システムの安全管理に関するガイドライン」の内容が",
        "使い方",
        "立入検査用の確認表ではありません",
        "予防",
        "是正",
    ] {
        assert!(open.text.contains(text) && own.text.contains(text), "{text}");
    }
    assert!(!open.text.contains(env!("CARGO_PKG_VERSION")) && own.text.contains(env!("CARGO_PKG_VERSION")));
    assert!(own.text.contains("Apache License"));
}
