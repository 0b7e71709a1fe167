//! Name, role, department and system: the fields shared by inviting and changing.

use maud::{Markup, html};
use tenken_domain::account::Role;
use tenken_domain::department::in_tree_order;
use tenken_domain::id::{DepartmentId, SystemId};

use super::Groups;
use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

const DISPLAY_NAME: Field = Field::new("display_name", "account-display-name");
const ROLE: Field = Field::new("role", "account-role");
const DEPARTMENT: Field = Field::new("department", "account-department").hint("account-department-hint");
const SYSTEM: Field = Field::new("system", "account-system").hint("account-system-hint");

/// Reads what was typed; `None` with problems noted at their fields. Only a head has a department, only a system manager
/// a system; what was chosen beside another role says nothing.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<(String, Role)> {
    let display_name = fields.one_line(DISPLAY_NAME, 60, problems);
    let code = fields.get("role");
    let chosen = |field: Field| Some(fields.get(field.name)).filter(|id| !id.is_empty());
    let (department, system) = (chosen(DEPARTMENT).map(DepartmentId::new), chosen(SYSTEM).map(SystemId::new));
    let role = Role::from_parts(&code, None, None)
        .or_else(|| Role::from_parts(&code, department, None))
        .or_else(|| Role::from_parts(&code, None, system));
    if role.is_none() {
        let (field, key) = match code.as_str() {
            "department-head" => (DEPARTMENT, "account-department-needed"),
            "system-manager" => (SYSTEM, "account-system-needed"),
            _ => (ROLE, "problem-required"),
        };
        problems.add(field, key);
    }
    role.filter(|_| problems.is_empty()).map(|role| (display_name, role))
}

/// The fields themselves.
pub fn inputs(form: Form<'_>, groups: &Groups) -> Markup {
    let roles = Role::CODES.map(|code| {
        let line = form.text.of("role-line", code);
        (code.to_owned(), format!("{}：{line}", form.text.of("role", code)))
    });
    let mut options = vec![(String::new(), form.text.text("account-no-department"))];
    for placed in in_tree_order(&groups.departments) {
        let name = format!("{}{}", "　".repeat(placed.depth), placed.department.name);
        options.push((placed.department.id.to_string(), name));
    }
    let mut systems = vec![(String::new(), form.text.text("account-no-department"))];
    systems.extend(groups.systems.iter().map(|one| (one.id.to_string(), one.name.clone())));
    html! {
        (form.line(DISPLAY_NAME, "text", "off"))
        (form.radios(ROLE, &roles))
        (form.select(DEPARTMENT, &options))
        @if !groups.systems.is_empty() { (form.select(SYSTEM, &systems)) }
    }
}
