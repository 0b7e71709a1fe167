//! The letter and the answer sheet of an inquiry as files.

use axum::extract::Path;
use jiff::civil::Date;
use tenken_domain::calendar;
use tenken_domain::facts::Issuer;
use tenken_domain::inquiry::{Chase, State};
use tenken_domain::permission::Denial;
use tenken_report::inquiry::InquiryLetter;
use tenken_report::{Format, Made, Make, maker};
use tenken_store::inquiry;

use super::Asked;
use crate::actions::inquiries::target;
use crate::facts::issuer;
use crate::secrets::token;
use crate::web::reports::download::{named, send};
use crate::web::support::person::{Permit, Person};
use crate::web::support::reply::Reply;
use crate::web::vendors::{may_manage, may_read};

/// In the table of reports.
pub const LETTER: &str = "inquiry.pdf";
pub const WORKBOOK: &str = "inquiry.xlsx";

/// `inquiry.pdf` or `inquiry.xlsx`.
pub async fn page(person: Person, Path((id, file)): Path<(String, String)>) -> Reply {
    let permit = may_read(&person)?;
    let asked = Asked::load(&person, &id).await?;
    leave(&permit, asked, (&file, None)).await
}

/// The letter with the code for the link: whoever holds both can answer, so only those who send it get it.
pub async fn letter_with_code(person: Person, Path(id): Path<String>) -> Reply {
    let permit = may_manage(&person)?;
    let asked = Asked::load(&person, &id).await?;
    match asked.inquiry.state {
        State::Draft | State::Sent { .. } | State::AskedAgain { .. } => {}
        State::HandedIn { .. } | State::Withdrawn { .. } => return Err(Denial::WrongState.into()),
    }
    let place = (&asked.inquiry.id, asked.inquiry.link_salt);
    let code = token::inquiry_code(&person.app().keys.secret, place).to_string();
    leave(&permit, asked, (LETTER, Some(code))).await
}

async fn leave(permit: &Permit<'_>, asked: Asked, (file, code): (&str, Option<String>)) -> Reply {
    let (report, format) = named(file)?;
    let Make::Inquiry(makers) = report.make else { return Err(Denial::Invisible.into()) };
    let make = maker(makers, format).ok_or(Denial::Invisible)?;
    let name = name(&asked, code.as_deref(), format);
    let target = target(&asked.inquiry);
    let chases = inquiry::chases(&mut permit.person.app().db.reader().await?, &asked.inquiry.id).await?;
    let paper = Paper::of(permit.person, (asked, &chases), code);
    send(permit, target, (name, format), move || paper.made(make)).await
}

/// 確認依頼_株式会社さくら医療システム_電子カルテ_2026-12-08.pdf
fn name(asked: &Asked, code: Option<&str>, format: Format) -> String {
    let Asked { inquiry, vendor, .. } = asked;
    // Told apart by its name, so that it is not mailed beside the link by mistake.
    let kind = code.map_or("", |_| "_確認コード入り");
    format!("確認依頼_{}_{}_{}{kind}.{}", vendor.name, inquiry.system, inquiry.due, format.extension())
}

/// Everything the paper is made from, on its way to where it is made.
struct Paper {
    issuer: Issuer,
    contact: String,
    asked: Asked,
    dated: Date,
    first_asked: Option<Date>,
    code: Option<String>,
}

impl Paper {
    /// The log of the chase knows the day of the last 再依頼, also where it was answered since.
    fn of(person: &Person, (asked, chases): (Asked, &[Chase]), code: Option<String>) -> Self {
        let today = calendar::day_of(person.app().clock.now());
        let again = chases.iter().find(|one| one.new_due.is_some()).map(|one| one.day);
        let sent = asked.inquiry.sent_on();
        let (dated, first_asked) = (again.or(sent).unwrap_or(today), again.and(sent));
        Self {
            issuer: issuer(&person.facility),
            contact: person.facility.contact.clone(),
            asked,
            dated,
            first_asked,
            code,
        }
    }

    fn made(&self, make: fn(&InquiryLetter<'_>) -> Made) -> Made {
        let Asked { inquiry, vendor, catalog, .. } = &self.asked;
        make(&InquiryLetter {
            issuer: &self.issuer,
            catalog,
            inquiry,
            vendor: &vendor.name,
            addressee: vendor.contacts.first().map_or("", |contact| &contact.name),
            dated: self.dated,
            first_asked: self.first_asked,
            contact: &self.contact,
            code: self.code.as_deref(),
        })
    }
}
