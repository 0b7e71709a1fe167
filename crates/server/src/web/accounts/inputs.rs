//! Name, role and department: the fields shared by inviting and changing.

use maud::{Markup, html};
use tenken_domain::account::Role;
use tenken_domain::department::{Department, in_tree_order};
use tenken_domain::id::DepartmentId;

use crate::web::support::fields::{Fields, Problems};
use crate::web::support::form::{Field, Form};

const DISPLAY_NAME: Field = Field::new("display_name", "account-display-name");
const ROLE: Field = Field::new("role", "account-role");
const DEPARTMENT: Field = Field::new("department", "account-department").hint("account-department-hint");

/// Reads what was typed; `None` with problems noted at their fields. Only a head has a department.
pub fn read(fields: &Fields, problems: &mut Problems) -> Option<(String, Role)> {
    let display_name = fields.one_line(DISPLAY_NAME, 60, problems);
    let code = fields.get("role");
    let department = Some(fields.get("department")).filter(|id| !id.is_empty()).map(DepartmentId::new);
    let role = Role::from_parts(&code, department).or_else(|| Role::from_parts(&code, None));
    if role.is_none() {
        let known = Role::CODES.contains(&code.as_str());
        let (field, key) =
            if known { (DEPARTMENT, "account-department-needed") } else { (ROLE, "problem-required") };
        problems.add(field, key);
    }
    role.filter(|_| problems.is_empty()).map(|role| (display_name, role))
}

/// The fields themselves.
pub fn inputs(form: Form<'_>, departments: &[Department]) -> Markup {
    let roles = Role::CODES.map(|code| {
        let line = form.text.of("role-line", code);
        (code.to_owned(), format!("{}：{line}", form.text.of("role", code)))
    });
    let mut options = vec![(String::new(), form.text.text("account-no-department"))];
    for placed in in_tree_order(departments) {
        let name = format!("{}{}", "　".repeat(placed.depth), placed.department.name);
        options.push((placed.department.id.to_string(), name));
    }
    html! {
        (form.line(DISPLAY_NAME, "text", "off"))
        (form.radios(ROLE, &roles))
        (form.select(DEPARTMENT, &options))
    }
}
