//! A catalog: the ministry's lists of one year, word for word, with what we say beside them.
//! Nothing here knows a standard's name; all of it is read from a folder under `catalog/`.

mod builtin;
pub mod formats;
mod item;
mod numbers;
mod problem;
mod version;
pub(crate) mod yaml;

pub(crate) use builtin::file;
pub use builtin::{builtin, find, find_item, item_title, newest, read_builtin};
pub use item::{Certainty, Item, Viewpoint};
pub use numbers::with_numbers;
pub use problem::Problem;
pub use version::{Audience, Catalog, Checklist, Condition, Texts, Topic, ViewpointDefinition};
