//! Form fields: each with its label, hint and problem tied to it for screen readers, and what was typed still in it.

use maud::{Markup, html};

use super::fields::{Fields, Problems, Spot};
use super::person::Permit;
use super::text::Text;

/// What a form shows: the words, what was typed, what is wrong.
#[derive(Clone, Copy)]
pub struct Form<'f> {
    pub text: Text,
    pub fields: &'f Fields,
    pub problems: &'f Problems,
}

/// One field: its name in the form and the locale keys of its label and, if it has one, its hint.
#[derive(Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: Option<&'static str>,
}

impl Field {
    pub const fn new(name: &'static str, label: &'static str) -> Self {
        Self { name, label, hint: None }
    }
    pub const fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl From<Field> for Spot<'static> {
    fn from(field: Field) -> Self {
        Self { name: field.name, label: Some(field.label) }
    }
}

/// The hidden field that every form of somebody logged in carries.
pub fn token(permit: &Permit<'_>) -> Markup {
    html! { input type="hidden" name="token" value=(permit.person.form_token()); }
}

impl Form<'_> {
    /// One line of text. `kind` is the input's type (`text`, `email` …), `autocomplete` its purpose.
    pub fn line(&self, field: Field, kind: &str, autocomplete: &str) -> Markup {
        let value = if kind == "password" { String::new() } else { self.fields.get(field.name) };
        self.framed(
            field,
            html! {
                input id=(field.name) name=(field.name) type=(kind) value=(value) autocomplete=(autocomplete)
                    aria-describedby=(describes(field)) aria-invalid=[self.invalid(field)];
            },
        )
    }

    /// Any number of files of these kinds.
    pub fn files(&self, field: Field, accept: &str) -> Markup {
        self.framed(
            field,
            html! {
                input id=(field.name) name=(field.name) type="file" multiple accept=(accept)
                    aria-describedby=(describes(field)) aria-invalid=[self.invalid(field)];
            },
        )
    }

    /// One file of any kind; what was chosen is gone when the form comes back.
    pub fn file(&self, field: Field) -> Markup {
        self.framed(
            field,
            html! {
                input id=(field.name) name=(field.name) type="file" aria-describedby=(describes(field))
                    aria-invalid=[self.invalid(field)];
            },
        )
    }

    /// Several lines of text.
    pub fn lines(&self, field: Field, rows: u8) -> Markup {
        self.framed(
            field,
            html! {
                textarea id=(field.name) name=(field.name) rows=(rows) aria-describedby=(describes(field))
                    aria-invalid=[self.invalid(field)] { (self.fields.get(field.name)) }
            },
        )
    }

    /// A choice from a list of values with their texts.
    pub fn select(&self, field: Field, options: &[(String, String)]) -> Markup {
        let chosen = self.fields.get(field.name);
        self.framed(
            field,
            html! {
                select id=(field.name) name=(field.name) aria-describedby=(describes(field))
                    aria-invalid=[self.invalid(field)] {
                    @for (value, text) in options {
                        option value=(value) selected[*value == chosen] { (text) }
                    }
                }
            },
        )
    }

    /// A choice with every possibility in sight.
    pub fn radios(&self, field: Field, options: &[(String, String)]) -> Markup {
        self.group(field, "radio", options)
    }

    /// Any number of possibilities, all in sight.
    pub fn checkboxes(&self, field: Field, options: &[(String, String)]) -> Markup {
        self.group(field, "checkbox", options)
    }

    /// Further possibilities of a field whose problem stands elsewhere.
    pub fn more_checkboxes(&self, field: Field, options: &[(String, String)]) -> Markup {
        html! {
            fieldset.field {
                legend { (self.text.text(field.label)) }
                (self.choices(field, "checkbox", options))
            }
        }
    }

    fn group(&self, field: Field, kind: &str, options: &[(String, String)]) -> Markup {
        html! {
            fieldset.field aria-describedby=(describes(field)) {
                legend { (self.text.text(field.label)) }
                (self.notes(field))
                (self.choices(field, kind, options))
            }
        }
    }

    fn choices(&self, field: Field, kind: &str, options: &[(String, String)]) -> Markup {
        html! {
            @for (value, text) in options {
                label.choice {
                    input type=(kind) name=(field.name) value=(value)
                        checked[self.fields.all(field.name).any(|chosen| chosen == value)];
                    span { (text) }
                }
            }
        }
    }

    fn framed(&self, field: Field, input: Markup) -> Markup {
        html! {
            div.field {
                label for=(field.name) { (self.text.text(field.label)) }
                (self.notes(field))
                (input)
            }
        }
    }

    fn notes(&self, field: Field) -> Markup {
        html! {
            div id=(describes(field)) {
                @if let Some(hint) = field.hint { p.hint { (self.text.text(hint)) } }
                @if let Some(problem) = self.problems.at(field.name, self.text) { p.problem { (problem) } }
            }
        }
    }

    fn invalid(&self, field: Field) -> Option<&'static str> {
        self.problems.at(field.name, self.text).map(|_| "true")
    }

    /// The list of problems at the top of a refused form, each a link to its field.
    pub fn summary(&self) -> Markup {
        self.summary_under("form-refused")
    }

    /// The same where nothing was to be saved: under a sentence of its own.
    pub fn summary_under(&self, heading: &str) -> Markup {
        html! {
            @if !self.problems.is_empty() {
                div.problems role="alert" {
                    p { (self.text.text(heading)) }
                    ul {
                        @for (field, told) in self.problems.told(self.text) {
                            li { @if field.is_empty() { (told) } @else { a href={"#" (field)} { (told) } } }
                        }
                    }
                }
            }
        }
    }

    /// The button that sends the form.
    pub fn submit(&self, label: &str) -> Markup {
        html! { button.primary type="submit" { (self.text.text(label)) } }
    }
}

fn describes(field: Field) -> String {
    format!("{}-notes", field.name)
}
