//! Names of things: every identifier is its own type, so that a round cannot be asked for where a sheet is meant.
//! Making new ones needs randomness and therefore happens in the server.

use std::fmt;

/// Declares a newtype over the text of an identifier.
macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text as it stands in a database row, an address or a catalog.
            pub fn new(text: impl Into<String>) -> Self { Self(text.into()) }
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )+};
}

identifiers! {
    /// A hospital or clinic: the tenant (医療機関).
    FacilityId,
    /// Somebody who can log in (アカウント).
    AccountId,
    /// A department (部署).
    DepartmentId,
    /// An occupation (職種).
    OccupationId,
    /// One run of a self-check (自己点検).
    RoundId,
    /// One filler's copy of one list (記入票).
    SheetId,
    /// A folder under `catalog/` (チェックリストの版).
    CatalogId,
    /// One list of a catalog (チェックリスト): `executive`, `administrator`, …
    ChecklistId,
    /// One item (チェック項目); stable for ever, answers hang on it.
    ItemId,
    /// One of the fields our own grouping uses (分野).
    TopicId,
    /// A circumstance without which an item cannot apply (当院に当てはまるもの).
    ConditionId,
    /// Somebody who may be asked (職員、対象者).
    PersonId,
    /// One reading of the personnel system's file.
    ImportId,
    /// One card that lets somebody answer (回答カード); random, in no order.
    SlipId,
    /// One wave of mail (再依頼, 依頼).
    MailingId,
    /// One record of a result having been shared (共有).
    SharingId,
    /// A 再依頼 to come.
    ReminderId,
    /// One training held (研修).
    TrainingId,
    /// One action of the improvement plan (対策).
    ActionId,
    /// One meeting of the executives (会議).
    MeetingId,
    /// One decision (決定事項).
    DecisionId,
    /// One piece of evidence (根拠資料).
    EvidenceId,
    /// One departmental system (部門システム).
    SystemId,
    /// One remark in the discussion of an item (話し合い).
    RemarkId,
    /// One file that is kept sealed (保管したファイル).
    StoredFileId,
    /// One vendor (事業者).
    VendorId,
    /// What one vendor is asked (確認依頼).
    InquiryId,
    /// An entry of the audit log (操作記録).
    AuditEventId,
    /// What a form carries so that sending it twice saves it once.
    IdempotencyKey,
}
