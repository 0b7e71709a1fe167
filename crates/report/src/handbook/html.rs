//! The handbook as one HTML file that works offline: no script, no address outside itself, contents with anchors.

use std::fmt::{self, Write};

use super::{Body, Explained, Explanation, Handbook, WHOSE_WORDS, Word, document};

/// The whole handbook as one HTML file.
///
/// # Errors
/// What formatting itself says; never in practice.
pub fn html(facts: &Handbook<'_>) -> Result<String, fmt::Error> {
    let body = document(facts).body;
    let mut page = String::new();
    head(&mut page, facts)?;
    contents(&mut page, &body)?;
    for list in &body.lists {
        writeln!(page, "<h2>{}</h2>", escaped(list.title))?;
        for item in &list.items {
            explained(&mut page, item)?;
        }
    }
    words(&mut page, &body.words, facts)?;
    page.push_str("</main>\n</body>\n</html>\n");
    Ok(page)
}

fn head(page: &mut String, facts: &Handbook<'_>) -> fmt::Result {
    let hospital = escaped(&facts.issuer.hospital);
    writeln!(page, "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(page, "<title>自己点検の手引き | {hospital}</title>")?;
    writeln!(page, "<style>\n{}</style>\n</head>\n<body>\n<main>", include_str!("handbook.css"))?;
    if facts.issuer.edition == tenken_domain::facts::Edition::Sample {
        writeln!(page, "<p class=\"sample\">サンプル ― 実在しない病院のデータです</p>")?;
    }
    writeln!(page, "<h1>自己点検の手引き</h1>\n<p>{hospital}</p>")?;
    writeln!(page, "<p class=\"whose\">枠で囲んだ文章は様式の文章です。それ以外は{WHOSE_WORDS}。</p>")?;
    writeln!(page, "<p class=\"small\">番号は整理番号で、印刷物の番号と違うことがあります。</p>")?;
    let texts = &facts.catalog.texts;
    for notice in std::iter::once(&texts.source_line).chain(&texts.not_for) {
        writeln!(page, "<p class=\"small\">{}</p>", escaped(notice))?;
    }
    Ok(())
}

fn contents(page: &mut String, body: &Body<'_>) -> fmt::Result {
    writeln!(page, "<nav aria-label=\"目次\">\n<h2>目次</h2>")?;
    for list in &body.lists {
        writeln!(page, "<h3>{}</h3>\n<ul>", escaped(list.title))?;
        for item in &list.items {
            writeln!(page, "<li>{}　{}</li>", escaped(&item.number), link(item.id, item.title))?;
        }
        writeln!(page, "</ul>")?;
    }
    writeln!(page, "<p><a href=\"#words\">用語と索引</a></p>\n</nav>")
}

fn explained(page: &mut String, item: &Explained<'_>) -> fmt::Result {
    writeln!(page, "<article id=\"item-{}\">", escaped(item.id))?;
    writeln!(page, "<h3>{}　{}</h3>\n<blockquote>", escaped(&item.number), escaped(item.title))?;
    for line in item.text {
        writeln!(page, "<p>{}</p>", escaped(line))?;
    }
    writeln!(page, "</blockquote>")?;
    for part in &item.parts {
        explanation(page, part)?;
    }
    if !item.see.is_empty() {
        writeln!(page, "<h4>ほかのリストの関係する項目</h4>\n<ul>")?;
        for (id, title) in &item.see {
            writeln!(page, "<li>{}</li>", link(id, title))?;
        }
        writeln!(page, "</ul>")?;
    }
    for source in &item.sources {
        writeln!(page, "<p class=\"small\">出典：{}</p>", escaped(source))?;
    }
    if let Some(reviewed) = item.reviewed {
        writeln!(page, "<p class=\"small\">確認者：{}</p>", escaped(reviewed))?;
    }
    writeln!(page, "</article>")
}

fn explanation(page: &mut String, part: &Explanation) -> fmt::Result {
    writeln!(page, "<h4>{}</h4>", escaped(&part.label))?;
    if let [line] = part.lines.as_slice() {
        return writeln!(page, "<p>{}</p>", escaped(line));
    }
    let list = if part.is_numbered { "ol" } else { "ul" };
    writeln!(page, "<{list}>")?;
    for line in &part.lines {
        writeln!(page, "<li>{}</li>", escaped(line))?;
    }
    writeln!(page, "</{list}>")
}

fn words(page: &mut String, words: &[Word<'_>], facts: &Handbook<'_>) -> fmt::Result {
    writeln!(page, "<h2 id=\"words\">用語と索引</h2>\n<dl>")?;
    for word in words {
        writeln!(page, "<dt>{}</dt>\n<dd>{}", escaped(word.term), escaped(word.means))?;
        let items = word.items.iter().filter_map(|id| {
            let (_, item) = facts.catalog.item(&tenken_domain::id::ItemId::new(*id))?;
            Some(link(id, &item.title))
        });
        let links: Vec<String> = items.collect();
        if !links.is_empty() {
            writeln!(page, "<p class=\"small\">{}</p>", links.join("、"))?;
        }
        writeln!(page, "</dd>")?;
    }
    writeln!(page, "</dl>")
}

fn link(id: &str, title: &str) -> String {
    format!("<a href=\"#item-{}\">{}</a>", escaped(id), escaped(title))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
