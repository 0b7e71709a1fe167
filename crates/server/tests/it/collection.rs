//! The collection board: what came back, of which groups, day by day; and what it says of those set aside.

use jiff::civil::{Date, date};
use tenken_domain::facts::GroupKey;
use tenken_domain::id::RoundId;
use tenken_domain::person::Leave;
use tenken_domain::slip::{AskedPerson, Slip};
use tenken_store::staff::Axis;
use tenken_store::{StoreError, collection, slip, staff};

use crate::support::{CLEANING, OpenRound, Page, Registered, Server, block_on, fill_in, ward, worksheets};

const ALL_YES: &str = "yyyyyyyyyy";

fn board(round: &mut OpenRound) -> Page {
    round.hanako.get(&format!("/rounds/{}/collection", round.id))
}

/// The rows of the table behind this heading: the name, then every cell, as text.
fn rows(page: &Page, heading: &str) -> Vec<Vec<String>> {
    let table = page.between(&format!("{heading}</h2>"), "</table>").unwrap_or_default();
    let rows = table.split("<tr>").skip(1);
    rows.map(|row| row.split("</t").map(text_of).filter(|cell| !cell.is_empty()).collect()).collect()
}

/// Without what stands between < and >.
fn text_of(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    let text = pieces.collect::<String>();
    text.trim_start_matches("h>").trim_start_matches("d>").trim_start_matches("r>").trim().to_owned()
}

#[test]
fn an_anonymous_board_moves_when_a_batch_of_a_group_is_together_and_says_so() {
    let mut round = OpenRound::start("anonymous", &["東病棟", "西病棟"]);
    for nth in 0..4 {
        round.hand_in(0, nth % 3, ALL_YES);
    }
    let page = board(&mut round);
    assert_eq!(round.board(), ["0/120", "0/60", "0/60"]);
    assert!(
        page.text.contains("5枚たまるごとに進みます") && page.text.contains("まだ進んでいません"),
        "{}",
        page.text
    );
    assert!(
        !page.text.contains("日ごとの提出") && !page.text.contains("同じ人が2回提出"),
        "nothing came yet"
    );
    round.hand_in(0, 0, ALL_YES);
    let page = board(&mut round);
    assert_eq!(round.board(), ["5/120", "5/60", "0/60"]);
    assert!(
        page.text.contains("このうち5枚は、掲示のQRコード・紙・Excel")
            && !page.text.contains("まだ進んでいません")
    );
    assert!(rows(&page, "職種別（職員）").iter().all(|row| !row.contains(&"5/40".to_owned())), "not yet");
    for _ in 0..3 {
        round.hand_in(1, 0, ALL_YES);
    }
    let page = board(&mut round);
    assert_eq!(round.board(), ["5/120", "5/60", "0/60"]);
    assert!(
        rows(&page, "職種別（職員）")[1].contains(&"5/40".to_owned()),
        "{:?}",
        rows(&page, "職種別（職員）")
    );
    round.close();
    let page = board(&mut round);
    assert_eq!(round.board(), ["8/120", "5/60", "3/60"]);
    assert!(
        page.text.contains("この数は確定しています") && !page.text.contains("たまるごとに"),
        "{}",
        page.text
    );
}

#[test]
fn a_named_board_counts_every_sheet_at_once_and_nobody_twice_by_card() {
    let people = [ward("東病棟", &["青木 一", "井上 二"]), ward("西病棟", &["上田 三"])].concat();
    let mut round = OpenRound::asking("named", "with-names", &people);
    let card = round.card_of("青木 一");
    round.hand_in_by_card("青木 一", ALL_YES);
    let page = board(&mut round);
    assert_eq!(round.board(), ["1/3", "1/2", "0/1"]);
    assert!(!page.text.contains("同じ人が2回提出"), "every sheet came by card");
    let mut again = round.server.somebody();
    let sheet = round.show(&mut again, &card);
    let again = fill_in(&mut again, &sheet, ALL_YES, "as_is");
    assert_eq!(round.board(), ["1/3", "1/2", "0/1"], "{}", again.text);
    assert!(page.text.contains("<svg") && page.text.contains("対象 3、累計 1"), "{}", page.text);
}

#[test]
fn contractors_stand_apart_from_the_hospitals_own_people() {
    let cleaner = Registered { occupation: CLEANING, ..ward("中央", &["清水 九"])[0] };
    let people = [ward("中央", &["青木 一", "井上 二"]), vec![cleaner]].concat();
    let mut round = OpenRound::asking("named", "with-names", &people);
    round.hand_in_by_card("清水 九", ALL_YES);
    let page = board(&mut round);
    let (own, contractors) = (rows(&page, "職種別（職員）"), rows(&page, "職種別（委託）"));
    assert_eq!((own.len(), contractors.len()), (3, 3), "{own:?} {contractors:?}");
    assert!(own[1].contains(&"0/2".to_owned()) && own[2].contains(&"0/2".to_owned()), "{own:?}");
    assert!(contractors[1][0].contains("清掃（委託）") && contractors[1].contains(&"1/1".to_owned()));
}

#[test]
fn a_head_sees_the_own_department_and_its_days_and_nothing_else() {
    let mut round = OpenRound::start("named", &["東病棟", "西病棟"]);
    named(&round, 0, "青木 一");
    named(&round, 1, "井上 二");
    let mut head = round.head(1);
    let page = head.get(&format!("/rounds/{}/collection", round.id));
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("西病棟") && page.text.contains(">1/60<"), "{}", page.text);
    for hidden in ["東病棟", "病院全体", "1/120", "2/120", "職種別", "部署別"] {
        assert!(!page.text.contains(hidden), "{hidden}");
    }
    let home = head.get("/");
    assert!(home.text.contains("1/60") && home.text.contains(&format!("/rounds/{}/collection", round.id)));
    let mut stranger = round.server.hire_head();
    assert_eq!(stranger.get(&format!("/rounds/{}/collection", round.id)).status, 404, "never asked");
}

/// Somebody hands in with their name by a department's link.
fn named(round: &OpenRound, door: usize, name: &str) {
    let mut who = round.server.somebody();
    let sheet = round.sheet(&mut who, door, 0);
    let key = sheet.between("name=\"key\" value=\"", "\"").expect("a key");
    let marks = crate::support::marks(ALL_YES);
    let mut fields =
        vec![("key", key), ("occupation", round.occupations[0].as_str()), ("as_is", "1"), ("filler", name)];
    fields.extend(marks.iter().map(|(name, mark)| (name.as_str(), *mark)));
    let thanks = who.post(&format!("{}/sheet", round.doors[door].1), &fields);
    assert!(thanks.text.contains("10/10"), "{}", thanks.text);
}

#[test]
fn before_the_opening_and_without_the_staffs_list_there_is_no_board() {
    let (_server, mut hanako) = Server::with_hospital();
    hanako.get("/rounds/new");
    let catalog = tenken_domain::catalog::builtin()[0].id.to_string();
    let fields = [
        ("catalog", catalog.as_str()),
        ("name", "経営層だけ"),
        ("from", "R1.5.1"),
        ("until", "R50.12.31"),
        ("lists", "executive"),
        ("naming", "named"),
    ];
    let round = hanako.post("/rounds", &fields).path;
    for page in ["collection", "missing"] {
        assert_eq!(hanako.get(&format!("{round}/{page}")).status, 409, "{page}");
    }
    hanako.get(&round);
    assert_eq!(hanako.post(&format!("{round}/opening"), &[]).status, 200);
    for page in ["collection", "missing", "missing/letters.pdf"] {
        assert_eq!(hanako.get(&format!("{round}/{page}")).status, 404, "{page}");
    }
}

#[test]
fn the_last_day_comes_first_and_what_no_column_shows_stands_together() {
    let mut round = OpenRound::start("named", &["東病棟"]);
    let days: Vec<Date> =
        (0..70).map(|nth| date(2026, 9, 1).saturating_add(jiff::Span::new().days(nth))).collect();
    let (id, counted) = (RoundId::new(round.id.as_str()), days.clone());
    block_on(async {
        let db = round.server.database().await;
        db.write(move |tx| {
            Box::pin(async move {
                for day in counted {
                    staff::add_handed_in(tx, &id, None, (2, day)).await?;
                }
                Ok::<(), StoreError>(())
            })
        })
        .await?;
        db.close().await;
        Ok(())
    });
    let page = board(&mut round);
    let table = page.between("class=\"list days\"", "</tbody>").expect("days").to_owned();
    let shown: Vec<&str> = table.split("datetime=\"").skip(1).map(|rest| &rest[..10]).collect();
    let expected: Vec<String> = days.iter().rev().take(60).map(Date::to_string).collect();
    assert_eq!(shown, expected);
    assert!(table.contains("それ以前"), "{table}");
    let totals: Vec<&str> =
        table.split("<strong>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert_eq!((totals[0], totals[59], totals.len()), ("140", "22", 60));
    assert!(table.contains("<td class=\"number\">20</td>"), "ten days before: {table}");
}

#[test]
fn who_is_set_aside_leaves_every_count_and_every_rate_says_how_many() {
    let away = Registered { away: Some(Leave::Maternity), ..ward("東病棟", &["大野 四"])[0] };
    let people =
        [ward("東病棟", &["青木 一", "井上 二", "上田 三"]), vec![away], ward("西病棟", &["江口 五"])];
    let mut round = OpenRound::asking("named", "with-names", &people.concat());
    assert_eq!(round.board(), ["0/4", "0/3", "0/1"]);
    round.hand_in_by_card("青木 一", ALL_YES);
    set_leave(&mut round, "井上 二", "sick");
    set_leave(&mut round, "井上 二", "sick");
    assert_eq!(round.board(), ["1/3", "1/2", "0/1"]);
    equals_a_recount(&round);
    let page = board(&mut round);
    assert!(page.text.contains("ほかに長期休業などで2名を除いています"), "{}", page.text);
    set_leave(&mut round, "大野 四", "asked");
    assert_eq!(round.board(), ["1/4", "1/3", "0/1"]);
    equals_a_recount(&round);
    round.hand_in_by_card("大野 四", ALL_YES);
    assert_eq!(round.board(), ["2/4", "2/3", "0/1"], "whoever is taken back has a card");
    equals_a_recount(&round);
    round.close();
    let here = format!("/rounds/{}", round.id);
    for page in ["", "/result", "/collection"] {
        let page = round.hanako.get(&format!("{here}{page}"));
        assert!(page.text.contains("ほかに長期休業などで1名を除いています"), "{}", page.text);
    }
    let summary = round.hanako.get(&format!("{here}/reports/result-summary.xlsx"));
    let cells = cells(summary);
    assert!(cells.contains("提出 2／対象 4（ほかに長期休業など1名を除く）"), "{cells}");
}

fn set_leave(round: &mut OpenRound, name: &str, leave: &str) {
    let here = format!("/rounds/{}/missing/{}", round.id, round.person(name));
    assert_eq!(round.hanako.get(&here).status, 200);
    let done = round.hanako.post(&here, &[("leave", leave)]);
    assert_eq!((done.status, done.path), (200, format!("/rounds/{}/missing", round.id)), "{}", done.text);
}

/// What stands in the counts is what the people and cards of the round are.
fn equals_a_recount(round: &OpenRound) {
    let id = RoundId::new(round.id.as_str());
    block_on(async {
        let db = round.server.database().await;
        let mut conn = db.reader().await?;
        let (people, slips) = (slip::people(&mut conn, &id).await?, slip::all(&mut conn, &id).await?);
        let by_slip = collection::by_slip(&mut conn, &id).await?;
        for axis in [Axis::Hospital, Axis::Department, Axis::Occupation] {
            for group in staff::asked(&mut conn, &id, axis).await? {
                let is_in = |one: &&AskedPerson| match &group.key {
                    None => true,
                    Some(GroupKey::Department(department)) => one.department == *department,
                    Some(GroupKey::Occupation(occupation)) => one.occupation == *occupation,
                };
                let (away, asked): (Vec<_>, Vec<_>) =
                    people.iter().filter(is_in).partition(|one| one.away.is_some());
                assert_eq!((group.asked, group.away), (asked.len() as u64, away.len() as u64), "{group:?}");
            }
        }
        for (department, sheets) in by_slip {
            let of = |one: &&Slip| department.is_empty() || one.department.as_str() == department;
            let came = slips.iter().filter(of).filter(|one| one.handed_in).count() as u64;
            assert_eq!(sheets, came, "{department}");
        }
        let headcounts = staff::headcounts(&mut conn, &id).await?;
        let headcounts: u64 = headcounts.values().flat_map(|own| own.values()).sum();
        assert_eq!(headcounts, slips.len() as u64, "whoever ever had a card may have handed in");
        let set_aside = staff::set_aside(&mut conn, &id).await?;
        let set_aside: u64 = set_aside.values().flat_map(|own| own.values()).sum();
        let asked = people.iter().filter(|one| one.away.is_none()).count() as u64;
        assert_eq!(headcounts - set_aside, asked, "whoever is set aside is known not to hand in by card");
        drop(conn);
        db.close().await;
        Ok(())
    });
}

/// Every cell of every worksheet.
fn cells(workbook: Page) -> String {
    let cells = worksheets(workbook.bytes).into_iter().flat_map(|(_, rows)| rows.concat());
    cells.collect::<Vec<_>>().join("\n")
}
