//! 参考回答: executives say what they would answer, see where they differ, and the hospital's sheet stays as it is.

use tenken_domain::account::Role;

use super::round::{ADMINISTRATOR, EXECUTIVE, close, opened};
use crate::support::Server;

#[test]
fn executives_see_where_they_differ_and_the_hospitals_answer_is_another_thing() {
    let (server, mut hanako) = Server::with_hospital();
    let mut director = server.hire("director", "院長 一郎", Role::Executive);
    let mut matron = server.hire("matron", "看護部長 二美", Role::Executive);
    let mut auditor = server.hire("auditor", "監査 みどり", Role::Auditor);
    let mut head = server.hire_head();
    let round = opened(&mut hanako);
    let (sheet, page) =
        (format!("{round}/sheets/{EXECUTIVE}"), format!("{round}/sheets/{EXECUTIVE}/opinions"));
    director.get(&page);
    director.post(&page, &[("mark-csirt", "yes"), ("mark-policy", "yes"), ("memo-policy", "第3版")]);
    matron.get(&page);
    let said = matron
        .post(&page, &[("mark-csirt", "no"), ("memo-csirt", "<b>名簿</b>が古い"), ("mark-policy", "yes")]);
    assert_eq!(said.status, 200, "{}", said.text);
    let (csirt, policy) = (said.text.find("○ 1・× 1"), said.text.find("○ 2・× 0"));
    assert!(csirt.is_some() && csirt < policy, "what they differ about stands first: {}", said.text);
    assert!(said.text.contains("（分かれています）") && said.text.contains("&lt;b&gt;名簿"), "{}", said.text);
    assert!(said.text.contains("name=\"mark-csirt\" value=\"no\" checked"), "one's own stays in the form");
    let changed = matron.post(&page, &[("mark-policy", "yes")]);
    assert!(!changed.text.contains("× 1"), "what is taken out says nothing any more: {}", changed.text);
    assert!(hanako.get(&sheet).text.contains("0/19 回答済"), "the hospital's sheet is untouched");
    let read = auditor.get(&page);
    assert!(read.status == 200 && !read.text.contains("あなたの参考回答"), "{}", read.text);
    assert_eq!(auditor.post(&page, &[("mark-policy", "no")]).status, 403);
    assert_eq!(
        hanako.post(&page, &[("mark-policy", "no")]).status,
        403,
        "administrators have no opinion here"
    );
    assert_eq!(head.get(&page).status, 404);
    assert_eq!(director.get(&format!("{round}/sheets/{ADMINISTRATOR}/opinions")).status, 404);
    close(&mut hanako, &round);
    assert_eq!(director.post(&page, &[("mark-policy", "no")]).status, 409);
}
