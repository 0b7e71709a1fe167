//! Taking decisions down, and taking back what was taken down by mistake.

use axum::extract::Path;
use maud::{Markup, html};
use tenken_domain::action::{Action, MOST_YEN};
use tenken_domain::decision::{DecisionRefusal, Kind, LONGEST_TEXT, Verdict};
use tenken_domain::id::DecisionId;
use tenken_domain::meeting::Meeting;

use super::show::{Part, load_shown, view};
use super::{address, may_decide};
use crate::actions::meetings::Decided;
use crate::actions::{in_tx, in_tx_or_excused, meetings};
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{self, Field, Form};
use crate::web::support::person::Permit;
use crate::web::support::posted::Posted;
use crate::web::support::reply::{self, Reply, WebError, refusal};

const KIND: Field = Field::new("kind", "decision-kind");
const VERDICT: Field = Field::new("verdict", "decision-verdict");
const CONTENT: Field = Field::new("content", "decision-content").hint("decision-content-hint");
const REASON: Field = Field::new("reason", "decision-reason").hint("decision-reason-hint");
const UNTIL: Field = Field::new("until", "decision-until").hint("decision-until-hint");
const AMOUNT: Field = Field::new("amount", "decision-amount").hint("decision-amount-hint");
const ACTION: Field = Field::new("action", "decision-action");

pub async fn submit(Path(id): Path<String>, Posted { person, fields }: Posted) -> Reply {
    let permit = may_decide(&person)?;
    let shown = load_shown(&person, &id).await?;
    let mut problems = Problems::default();
    if let Some(decided) = read(&fields, &shown.actions, &mut problems) {
        let (doing, id) = (permit.doing(), shown.meeting.id.clone());
        let taken = in_tx_or_excused(&person.app().db, move |tx| {
            Box::pin(async move { meetings::decide(tx, &doing, &id, decided).await })
        });
        match taken.await.map_err(refusal) {
            Ok(()) => return reply::see(&back(&shown.meeting, &fields)),
            Err(Ok(DecisionRefusal::WithoutReason)) => problems.add(REASON, "decision-wants-reason"),
            Err(Ok(DecisionRefusal::WithoutDay)) => problems.add(UNTIL, "decision-wants-day"),
            Err(Ok(DecisionRefusal::Concluded)) => problems.add("", "meeting-is-concluded"),
            Err(Err(error)) => return Err(error),
        }
    }
    let form = Form { text: permit.text, fields: &fields, problems: &problems };
    reply::refused(view(&permit, &shown, Some((Part::Decision, form))))
}

/// To the screen's own point where the form stood there, else to the meeting.
fn back(meeting: &Meeting, fields: &Fields) -> String {
    match fields.get("point").parse::<usize>() {
        Ok(point) => format!("{}/screen?at={point}#decisions", address(meeting)),
        Err(_) => format!("{}#decisions", address(meeting)),
    }
}

pub async fn take_back(Path((id, decision)): Path<(String, String)>, Posted { person, .. }: Posted) -> Reply {
    let permit = may_decide(&person)?;
    let meeting = super::load(&person, &id).await?;
    let (doing, id, decision) = (permit.doing(), meeting.id.clone(), DecisionId::new(decision));
    let taken = in_tx(&person.app().db, move |tx| {
        Box::pin(async move { meetings::take_back(tx, &doing, (&id, &decision)).await })
    });
    match taken.await.map_err(refusal) {
        // Whoever was too late sees that the meeting is concluded.
        Ok(()) | Err(Ok(_)) => reply::see(&format!("{}#decisions", address(&meeting))),
        Err(Err(error)) => Err::<_, WebError>(error),
    }
}

fn read(fields: &Fields, actions: &[Action], problems: &mut Problems) -> Option<Decided> {
    let kind = Kind::from_code(&fields.get(KIND.name));
    let verdict = Verdict::from_code(&fields.get(VERDICT.name));
    if kind.is_none() {
        problems.add(KIND, "action-step-wanted");
    }
    if verdict.is_none() {
        problems.add(VERDICT, "action-step-wanted");
    }
    let content = fields.required(CONTENT, LONGEST_TEXT, problems);
    let reason = fields.optional(REASON, LONGEST_TEXT, problems);
    let until = fields.optional_day(UNTIL, problems);
    let amount = fields.yen(AMOUNT, MOST_YEN, problems);
    let wanted = fields.get(ACTION.name);
    let action = actions.iter().find(|one| one.id.as_str() == wanted).map(|one| one.id.clone());
    let decided = Decided { kind: kind?, verdict: verdict?, content, reason, until, amount, action };
    problems.is_empty().then_some(decided)
}

/// What stands in the fields before anything is typed: an action's own, where one is decided on.
pub fn about(action: &Action) -> Fields {
    let amount = action.cost.once.map(|yen| yen.to_string()).unwrap_or_default();
    Fields::new(vec![
        (KIND.name.to_owned(), Kind::Action.code().to_owned()),
        (CONTENT.name.to_owned(), action.title.clone()),
        (UNTIL.name.to_owned(), action.due.map(|due| due.to_string()).unwrap_or_default()),
        (AMOUNT.name.to_owned(), amount),
        (ACTION.name.to_owned(), action.id.to_string()),
    ])
}

/// The form; on the screen it leads back to the point that was shown.
pub fn form(
    permit: &Permit<'_>,
    (meeting, actions): (&Meeting, &[Action]),
    form: Form<'_>,
    point: Option<usize>,
) -> Markup {
    let text = permit.text;
    let kinds = Kind::ALL.map(|kind| (kind.code().to_owned(), text.of("decision-kind", kind.code())));
    let verdicts =
        Verdict::ALL.map(|verdict| (verdict.code().to_owned(), text.of("decision-verdict", verdict.code())));
    let open = actions.iter().filter(|action| action.state.is_open());
    let action = |action: &Action| (action.id.to_string(), action.title.clone());
    let none = (String::new(), text.text("decision-action-none"));
    let actions: Vec<_> = std::iter::once(none).chain(open.map(action)).collect();
    html! {
        (form.summary())
        form.decision method="post" action={ (address(meeting)) "/decisions" } {
            (form::token(permit))
            @if let Some(point) = point { input type="hidden" name="point" value=(point); }
            (form.radios(KIND, &kinds))
            (form.radios(VERDICT, &verdicts))
            (form.lines(CONTENT, 2))
            (form.select(ACTION, &actions))
            (form.lines(REASON, 2))
            (form.line(UNTIL, "text", "off"))
            (form.line(AMOUNT, "text", "off"))
            (form.submit("decision-take-down"))
        }
    }
}
