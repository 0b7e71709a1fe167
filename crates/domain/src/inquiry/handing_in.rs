//! Handing in: what every answer needs before an inquiry is frozen under a name.

use jiff::civil::Date;

use super::{Inquiry, InquiryRefusal, Question, Receipt, Reply, State};
use crate::mark::Mark;

/// What an answer lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Neither mark nor comment.
    Unanswered,
    /// 該当なし without a comment: nobody could tell why.
    Reason,
    /// Its 目標日 lies before the day of the answer.
    TargetToCome,
}

impl Reply {
    /// What is missing where it is given on this day; a × without 目標日 is whole, because not every vendor knows one.
    pub fn lack(&self, on: Date) -> Option<Lack> {
        if !self.says_something() {
            Some(Lack::Unanswered)
        } else if self.mark == Some(Mark::NotApplicable) && self.comment.trim().is_empty() {
            Some(Lack::Reason)
        } else {
            self.target.is_some_and(|day| day < on).then_some(Lack::TargetToCome)
        }
    }
}

impl Inquiry {
    /// The state once it is handed in.
    ///
    /// # Errors
    /// Nothing is waited for, nobody's name stands there, the day has not come yet or lies before the letter, or items
    /// lack something.
    pub fn handed_in(&self, receipt: Receipt, today: Date) -> Result<State, InquiryRefusal> {
        let Some(sent) = self.sent_on().filter(|_| self.is_waiting()) else {
            return Err(InquiryRefusal::NotFromHere);
        };
        let lacks = |question: &&Question| question.answer.lack(receipt.on).is_some();
        match self.questions.iter().filter(lacks).count() {
            _ if receipt.by.trim().is_empty() => Err(InquiryRefusal::NobodyAnswers),
            _ if receipt.on > today => Err(InquiryRefusal::InTheFuture),
            _ if receipt.on < sent => Err(InquiryRefusal::BeforeSending),
            0 => Ok(State::HandedIn { sent, receipt }),
            lacking => Err(InquiryRefusal::StillOpen(lacking)),
        }
    }
}
