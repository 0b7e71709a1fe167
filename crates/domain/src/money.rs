//! Yen, as people write them and as pages and reports print them.

/// `1,234,000円`
pub fn yen(amount: u64) -> String {
    format!("{}円", grouped(amount))
}

/// `1,234,000`
pub fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut words = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// Reads an amount in full or half width: `1,200,000`, `￥1200000-`, `120万円`, `3万5千円`, `1億2,000万`. `None` for anything
/// else, and for fractions of a yen.
pub fn read(typed: &str) -> Option<u64> {
    let plain: String = typed.chars().map(half_width).filter(|c| !matches!(c, ',' | ' ' | '、')).collect();
    let amount = plain.trim_start_matches(['¥', '\\']);
    let amount = amount.trim_end_matches(['-', '也']).trim_end_matches('円');
    let (mut sum, mut last_unit, mut digits) = (0_u64, u64::MAX, String::new());
    for character in amount.chars() {
        let unit = match character {
            '0'..='9' => {
                digits.push(character);
                continue;
            }
            '千' => 1_000,
            '万' => 10_000,
            '億' => 100_000_000,
            _ => return None,
        };
        if unit >= last_unit {
            return None;
        }
        sum = sum.checked_add(digits.parse::<u64>().ok()?.checked_mul(unit)?)?;
        (last_unit, digits) = (unit, String::new());
    }
    match digits.as_str() {
        "" if last_unit < u64::MAX => Some(sum),
        rest => sum.checked_add(rest.parse().ok()?),
    }
}

/// A sign typed in full width as the usual one.
fn half_width(typed: char) -> char {
    match typed {
        '０'..='９' => char::from_u32(u32::from(typed) - 0xfee0).unwrap_or(typed),
        '，' => ',',
        '　' => ' ',
        '￥' => '¥',
        '－' | 'ー' | '―' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        for (typed, amount) in [
            ("0", 0),
            ("1200000", 1_200_000),
            ("1,200,000円", 1_200_000),
            ("￥１，２００，０００－", 1_200_000),
            ("¥50,000-", 50_000),
            ("120万円", 1_200_000),
            ("3万5千円", 35_000),
            ("50千円", 50_000),
            ("1億2,000万", 120_000_000),
            ("2万500円", 20_500),
        ] {
            assert_eq!(read(typed), Some(amount), "{typed}");
        }
        for typed in ["", "円", "約5万", "1.5万", "5万3億", "万", "-5", "1,2a", "99999999999999999999"]
        {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn an_amount_is_printed_with_its_thousands_apart() {
        assert_eq!([0, 999, 1_000, 1_234_000].map(yen), ["0円", "999円", "1,000円", "1,234,000円"]);
    }
}
