//! What no browser can bring about: a full store, another hospital's id, and a meeting that changes while its papers
//! are being made.

use jiff::civil::date;
use tenken_domain::evidence::EvidenceRefusal;
use tenken_domain::id::{ChecklistId, ItemId, MeetingId};
use tenken_domain::meeting::{MeetingFacts, MeetingRefusal, State};
use tenken_domain::permission::Denial;
use tenken_domain::stored_file::MOST_TOGETHER;
use tenken_store::{evidence as pieces, frozen_paper, meeting};

use super::*;
use crate::actions::evidence::{self, Wish};
use crate::actions::installation::Installation;
use crate::actions::meetings::{self, Decided};
use crate::actions::{Unrecorded, frozen_papers, in_tx_or_excused, in_unrecorded_tx};

async fn sealed(doing: &Doing, name: &str) -> Sealed {
    let sent = Sent { name: name.to_owned(), bytes: name.as_bytes().to_vec() };
    seal(&doing.means, sent).await.unwrap().unwrap()
}

async fn record(place: &Installation, doing: &Doing, name: &str) -> Result<(), Failure<EvidenceRefusal>> {
    let wish = Wish {
        list: ChecklistId::new("administrator"),
        item: ItemId::new("tls"),
        place: String::new(),
        file: Some(sealed(doing, name).await),
        valid_until: None,
        restored_on: None,
    };
    let doing = doing.clone();
    in_tx_or_excused(&place.db, move |tx| Box::pin(async move { evidence::record(tx, &doing, wish).await }))
        .await
}

/// A file of which nothing is there but its size.
async fn fill(place: &Installation, doing: &Doing, size: u64) {
    let (facility, mut file) = (doing.facility().clone(), sealed(doing, "big").await.file);
    file.size = size;
    let filled: Result<(), Failure<Never>> = in_unrecorded_tx(&place.db, Unrecorded::SentAgain, move |tx| {
        Box::pin(async move { Ok(stored_file::insert(tx, &facility, &file).await?) })
    })
    .await;
    filled.unwrap();
}

/// A meeting that was held and that somebody was at.
async fn held(place: &Installation, doing: &Doing) -> MeetingId {
    let wish = meetings::Wish {
        title: "会議".to_owned(),
        held_on: date(2026, 11, 20),
        hours: String::new(),
        place: String::new(),
        agenda: String::new(),
        round: None,
        invited: Vec::new(),
        present: vec!["院長 佐倉".to_owned()],
        reporters: Vec::new(),
    };
    let doing = doing.clone();
    let planned = in_tx_or_excused(&place.db, move |tx| {
        Box::pin(async move { meetings::plan(tx, &doing, wish).await })
    });
    planned.await.unwrap()
}

async fn seen(place: &Installation, doing: &Doing, id: &MeetingId) -> MeetingFacts {
    let mut conn = place.db.reader().await.unwrap();
    let own = meeting::find(&mut conn, doing.facility(), id).await.unwrap().unwrap();
    meeting::facts(&mut conn, doing.facility(), own).await.unwrap()
}

async fn conclude(
    place: &Installation,
    doing: &Doing,
    seen: &MeetingFacts,
) -> Result<(), Failure<MeetingRefusal>> {
    let (papers, doing, seen) = (vec![sealed(doing, "会議録.pdf").await], doing.clone(), seen.clone());
    in_tx(&place.db, move |tx| Box::pin(async move { meetings::conclude(tx, &doing, &seen, papers).await }))
        .await
}

#[tokio::test]
async fn a_full_store_refuses_what_people_send_and_stops_no_conclusion() {
    let (place, doing) = Installation::with_hanako().await;
    fill(&place, &doing, MOST_TOGETHER - 5).await;
    record(&place, &doing, "12345").await.unwrap();
    let full = record(&place, &doing, "6").await;
    let wanted = EvidenceRefusal::File(StoredFileRefusal::Full);
    assert!(matches!(full, Err(Failure::Refused(refusal)) if refusal == wanted), "{full:?}");
    let kept = pieces::standing(&mut place.db.reader().await.unwrap(), doing.facility()).await.unwrap();
    assert_eq!(kept.len(), 1, "nothing of what was refused is left");
    let id = held(&place, &doing).await;
    let (papers, own, of) = (vec![sealed(&doing, "資料.pdf").await], doing.clone(), id.clone());
    let handed_out = in_tx_or_excused(&place.db, move |tx| {
        Box::pin(async move { frozen_papers::freeze(tx, &own, &of, papers).await })
    });
    let wanted = MeetingRefusal::File(StoredFileRefusal::Full);
    assert!(matches!(handed_out.await, Err(Failure::Refused(refusal)) if refusal == wanted));
    conclude(&place, &doing, &seen(&place, &doing, &id).await).await.unwrap();
    assert_eq!(seen(&place, &doing, &id).await.papers.len(), 1);
}

#[tokio::test]
async fn a_meeting_that_changed_while_its_papers_were_made_is_not_concluded() {
    let (place, doing) = Installation::with_hanako().await;
    let id = held(&place, &doing).await;
    let before = seen(&place, &doing, &id).await;
    let decided = Decided {
        kind: tenken_domain::decision::Kind::Policy,
        verdict: tenken_domain::decision::Verdict::Do,
        content: "進める。".to_owned(),
        reason: String::new(),
        until: None,
        amount: None,
        action: None,
    };
    let (own, of) = (doing.clone(), id.clone());
    let done = in_tx_or_excused(&place.db, move |tx| {
        Box::pin(async move { meetings::decide(tx, &own, &of, decided).await })
    });
    done.await.unwrap();
    let refused = conclude(&place, &doing, &before).await;
    assert!(matches!(refused, Err(Failure::Refused(MeetingRefusal::ChangedMeanwhile))), "{refused:?}");
    let now = seen(&place, &doing, &id).await;
    assert!(now.meeting.state == State::Open && now.papers.is_empty());
    conclude(&place, &doing, &now).await.unwrap();
    let again = conclude(&place, &doing, &seen(&place, &doing, &id).await).await;
    assert!(matches!(again, Err(Failure::Refused(MeetingRefusal::Concluded))), "{again:?}");
}

#[tokio::test]
async fn another_hospital_sees_no_file_and_takes_none_away() {
    let (place, doing) = Installation::with_hanako().await;
    record(&place, &doing, "設定.pdf").await.unwrap();
    let id = held(&place, &doing).await;
    conclude(&place, &doing, &seen(&place, &doing, &id).await).await.unwrap();
    let elsewhere = FacilityId::new("momiji");
    let mut conn = place.db.reader().await.unwrap();
    let own = pieces::standing(&mut conn, doing.facility()).await.unwrap();
    assert!(pieces::all(&mut conn, &elsewhere).await.unwrap().is_empty());
    assert!(stored_file::kept(&mut conn, &elsewhere).await.unwrap().is_empty());
    assert!(frozen_paper::of_meeting(&mut conn, &elsewhere, &id).await.unwrap().is_empty());
    assert_eq!(stored_file::kept(&mut conn, doing.facility()).await.unwrap().len(), 2);
    drop(conn);
    let mut stranger = doing.clone();
    stranger.principal.facility = elsewhere;
    let withdrawn = in_tx(&place.db, move |tx| {
        Box::pin(async move { evidence::withdraw(tx, &stranger, &own[0].id).await })
    });
    assert!(matches!(withdrawn.await, Err(Failure::Denied(Denial::Invisible))));
    let checked =
        check_all(&mut place.db.reader().await.unwrap(), &doing.means.keys.secret, doing.facility()).await;
    assert_eq!(checked.unwrap(), Checked { whole: 2, damaged: Vec::new() });
}
