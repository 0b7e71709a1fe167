//! Accounts (アカウント), their roles, and which passwords are good enough for whom.

use crate::id::{AccountId, DepartmentId, FacilityId, SystemId};

/// What somebody may do (役割). A department head is the head of exactly one department, a system manager answers for
/// exactly one departmental system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// システム管理者
    Administrator,
    /// 経営層
    Executive,
    /// 部署責任者
    DepartmentHead(DepartmentId),
    /// 部門システム管理者
    SystemManager(SystemId),
    /// 監査担当: reads, changes nothing
    Auditor,
}

impl Role {
    /// Every code, in the order in which a form offers them.
    pub const CODES: [&'static str; 5] =
        ["administrator", "executive", "department-head", "system-manager", "auditor"];

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Executive => "executive",
            Self::DepartmentHead(_) => "department-head",
            Self::SystemManager(_) => "system-manager",
            Self::Auditor => "auditor",
        }
    }

    pub const fn department(&self) -> Option<&DepartmentId> {
        match self {
            Self::DepartmentHead(department) => Some(department),
            Self::Administrator | Self::Executive | Self::SystemManager(_) | Self::Auditor => None,
        }
    }

    pub const fn system(&self) -> Option<&SystemId> {
        match self {
            Self::SystemManager(system) => Some(system),
            Self::Administrator | Self::Executive | Self::DepartmentHead(_) | Self::Auditor => None,
        }
    }

    /// The role with this code; a head needs a department, a system manager a system, the others must have neither.
    pub fn from_parts(
        code: &str,
        department: Option<DepartmentId>,
        system: Option<SystemId>,
    ) -> Option<Self> {
        match (code, department, system) {
            ("administrator", None, None) => Some(Self::Administrator),
            ("executive", None, None) => Some(Self::Executive),
            ("department-head", Some(department), None) => Some(Self::DepartmentHead(department)),
            ("system-manager", None, Some(system)) => Some(Self::SystemManager(system)),
            ("auditor", None, None) => Some(Self::Auditor),
            (_, _, _) => None,
        }
    }
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Made by an administrator; waits for its owner to choose a password with the code.
    Invited,
    Active,
    /// Stopped by an administrator.
    Suspended,
}

impl AccountState {
    pub const ALL: [Self; 3] = [Self::Invited, Self::Active, Self::Suspended];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Somebody who can log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub facility: FacilityId,
    pub login_name: String,
    pub display_name: String,
    pub role: Role,
    pub state: AccountState,
}

/// Which rule of the sheet's item on passwords an account follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProfile {
    /// a. 13 characters and more, mixed
    Long,
    /// c. two factors, 8 characters and more, mixed
    WithSecondFactor,
}

impl PasswordProfile {
    pub const ALL: [Self; 2] = [Self::Long, Self::WithSecondFactor];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::WithSecondFactor => "with-second-factor",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.code() == code)
    }

    /// Fewest characters.
    pub const fn least(self) -> usize {
        match self {
            Self::Long => 13,
            Self::WithSecondFactor => 8,
        }
    }
}

/// What everybody who knows what this is would try first.
const PRODUCT_WORDS: [&str; 2] = ["tenken", "点検"];

/// The words a password of somebody must not have in it: login name, name, hospital, each whole and in its parts, and
/// the product's own.
pub fn own_words(login_name: &str, display_name: &str, hospital: &str) -> Vec<String> {
    let between = |c: char| c.is_whitespace() || "・.-_@".contains(c);
    let names = [login_name, display_name, hospital];
    let parts = names.iter().flat_map(|name| name.split(between).chain([*name]));
    parts.chain(PRODUCT_WORDS).filter(|word| is_telling(word)).map(str::to_owned).collect()
}

/// Two letters of the alphabet stand in many passwords; two of another script are a name.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= if word.is_ascii() { 3 } else { 2 }
}

/// Most characters a password may have, so that hashing it stays cheap.
pub const LONGEST_PASSWORD: usize = 128;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PasswordError {
    #[error("shorter than its profile asks")]
    TooShort { least: usize },
    #[error("longer than {LONGEST_PASSWORD} characters")]
    TooLong,
    #[error("letters, digits and symbols are not all there")]
    NotMixed,
    #[error("contains a name or a word of the product")]
    ContainsOwnName,
    #[error("easily guessed")]
    EasilyGuessed,
}

/// Checks length, mixture and own words; how guessable it is, is the caller's to ask.
///
/// # Errors
/// The first rule of the profile that the password breaks.
pub fn check_password(
    password: &str,
    profile: PasswordProfile,
    own_words: &[&str],
) -> Result<(), PasswordError> {
    let length = password.chars().count();
    if length < profile.least() {
        return Err(PasswordError::TooShort { least: profile.least() });
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordError::TooLong);
    }
    let has = |class: fn(char) -> bool| password.chars().any(class);
    let symbol = |c: char| !c.is_alphanumeric() && !c.is_control();
    if !(has(|c| c.is_ascii_alphabetic()) && has(|c| c.is_ascii_digit()) && has(symbol)) {
        return Err(PasswordError::NotMixed);
    }
    let lower = password.to_lowercase();
    if own_words.iter().any(|word| is_telling(word) && lower.contains(&word.to_lowercase())) {
        return Err(PasswordError::ContainsOwnName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_profile_has_its_boundary_and_wants_three_classes() {
        let check = |password, profile| check_password(password, profile, &["hanako"]);
        assert_eq!(check("Abcdefgh-1234", PasswordProfile::Long), Ok(()));
        assert_eq!(check("Abcdefg-1234", PasswordProfile::Long), Err(PasswordError::TooShort { least: 13 }));
        assert_eq!(check("Abcd-123", PasswordProfile::WithSecondFactor), Ok(()));
        assert_eq!(
            check("Abc-123", PasswordProfile::WithSecondFactor),
            Err(PasswordError::TooShort { least: 8 })
        );
        assert_eq!(check("Abcdefghi1234", PasswordProfile::Long), Err(PasswordError::NotMixed));
        assert_eq!(check("Abcdefghi-jkl", PasswordProfile::Long), Err(PasswordError::NotMixed));
        assert_eq!(check("1234567-12345", PasswordProfile::Long), Err(PasswordError::NotMixed));
        assert_eq!(check("xHanako-123456", PasswordProfile::Long), Err(PasswordError::ContainsOwnName));
        assert_eq!(check(&"Ab-1".repeat(33), PasswordProfile::Long), Err(PasswordError::TooLong));
    }

    #[test]
    fn no_word_that_stands_on_the_screen_belongs_into_a_password() {
        let words = own_words("hanako.kanri", "管理　花子", "さくら病院");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let check = |password| check_password(password, PasswordProfile::Long, &words);
        for password in [
            "xHANAKO-1234567",
            "my-Kanri-123456",
            "Abcd-123456花子さん",
            "Abcdefg-1234管理",
            "さくら病院-Abcd-1234",
            "Tenken!teien-4821",
            "Abcdefg-12点検34",
        ] {
            assert_eq!(check(password), Err(PasswordError::ContainsOwnName), "{password}");
        }
        assert_eq!(check("Kikkoman!teien-4821"), Ok(()));
        let short = own_words("ab", "林", "");
        assert!(!short.iter().any(|word| word == "ab" || word == "林"), "{short:?}");
    }

    #[test]
    fn a_head_needs_a_department_a_system_manager_a_system_and_nobody_else_has_one() {
        let ward = || Some(DepartmentId::new("ward"));
        let laboratory = || Some(SystemId::new("laboratory"));
        assert_eq!(Role::from_parts("department-head", None, None), None);
        assert_eq!(Role::from_parts("system-manager", ward(), None), None);
        assert_eq!(Role::from_parts("auditor", ward(), None), None);
        assert_eq!(Role::from_parts("administrator", None, laboratory()), None);
        let head = Role::from_parts("department-head", ward(), None);
        assert_eq!(head.and_then(|role| role.department().cloned()), ward());
        let manager = Role::from_parts("system-manager", None, laboratory());
        assert_eq!(manager.and_then(|role| role.system().cloned()), laboratory());
    }
}
