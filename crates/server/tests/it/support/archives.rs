//! Zip archives made by hand, for workbooks that no honest program makes.

/// An archive of these parts, stored as they are.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    write(&stored(parts))
}

/// The same with one more part that unpacks to so many MiB of zeros.
pub fn bomb(parts: &[(&str, &[u8])], name: &str, mebibytes: usize) -> Vec<u8> {
    let mut all = stored(parts);
    all.push(Part { name, method: 8, packed: zeros(mebibytes), size: mebibytes << 20 });
    write(&all)
}

struct Part<'p> {
    name: &'p str,
    method: u16,
    packed: Vec<u8>,
    size: usize,
}

fn stored<'p>(parts: &[(&'p str, &[u8])]) -> Vec<Part<'p>> {
    let part = |(name, content): &(&'p str, &[u8])| Part {
        name,
        method: 0,
        packed: content.to_vec(),
        size: content.len(),
    };
    parts.iter().map(part).collect()
}

/// Deflate with the fixed codes: a zero byte, then copies of 258 bytes from one byte before.
fn zeros(mebibytes: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(1, 1);
    bits.put(1, 2);
    // The literal 0 is 00110000; the length 258 is 285, thus 11000101, and the distance 1 is 00000.
    bits.put_code(0b0011_0000, 8);
    let copies = ((mebibytes << 20) - 1) / 258;
    for _ in 0..copies {
        bits.put_code(0b1100_0101, 8);
        bits.put_code(0, 5);
    }
    for _ in 0..((mebibytes << 20) - 1) % 258 {
        bits.put_code(0b0011_0000, 8);
    }
    bits.put_code(0, 7);
    bits.finish()
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    last: u8,
    used: u32,
}

impl Bits {
    /// Lowest bit first.
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            self.last |= u8::try_from(value >> bit & 1).unwrap() << self.used;
            self.used += 1;
            if self.used == 8 {
                self.bytes.push(std::mem::take(&mut self.last));
                self.used = 0;
            }
        }
    }

    /// Highest bit first, as codes stand in deflate.
    fn put_code(&mut self, code: u32, count: u32) {
        for bit in (0..count).rev() {
            self.put(code >> bit & 1, 1);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.bytes.push(self.last);
        }
        self.bytes
    }
}

fn write(parts: &[Part<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let offset = u32::try_from(file.len()).unwrap();
        let (packed, size) = (u32::try_from(part.packed.len()).unwrap(), u32::try_from(part.size).unwrap());
        let name = u16::try_from(part.name.len()).unwrap();
        let mut common = Vec::new();
        for field in [20, 0, part.method, 0, 0] {
            common.extend(u16::to_le_bytes(field));
        }
        for field in [checksum(part), packed, size] {
            common.extend(field.to_le_bytes());
        }
        common.extend(name.to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        file.extend([b"PK\x03\x04".as_slice(), &common, part.name.as_bytes(), &part.packed].concat());
        directory
            .extend([b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10], &offset.to_le_bytes()].concat());
        directory.extend(part.name.as_bytes());
    }
    let (start, length) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(parts.len()).unwrap();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    file.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

/// CRC-32 of what a part unpacks to.
fn checksum(part: &Part<'_>) -> u32 {
    let step = |crc: u32, byte: u8| {
        (0..8).fold(
            crc ^ u32::from(byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    };
    if part.method == 0 {
        !part.packed.iter().fold(u32::MAX, |crc, byte| step(crc, *byte))
    } else {
        // Nobody gets so far as to check it.
        0
    }
}
