//! Bytes that postings are packed to on their way from one segment to all.

/// A number in groups of seven bits, each in a byte, and how many there are.
#[inline]
fn number(number: u32) -> (u64, usize) {
    let number = u64::from(number);
    // A byte's highest bit says that another follows.
    match number {
        ..0x80 => (number, 1),
        0x80..0x4000 => (number & 0x7f | 0x80 | number >> 7 << 8, 2),
        _ => {
            let (mut bytes, mut len) = (0, 0);
            let mut rest = number;
            while rest >= 0x80 {
                bytes |= (rest & 0x7f | 0x80) << (8 * len);
                rest >>= 7;
                len += 1;
            }
            (bytes | rest << (8 * len), len + 1)
        }
    }
}

/// Packed bytes being written, eight at once; what lies behind `len` is nothing.
#[derive(Default)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    len: usize,
}

impl Packed {
    /// Begins anew; the room stays.
    pub fn clear(&mut self) {
        self.len = 0;
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// What was written.
    pub fn written(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Writes the lowest `len` of eight bytes.
    #[inline]
    pub fn put(&mut self, bytes: u64, len: usize) {
        if self.bytes.len() < self.len + 8 {
            self.bytes.resize((self.len + 8).next_power_of_two(), 0);
        }
        if let Some(room) = self.bytes.get_mut(self.len..).and_then(|rest| rest.first_chunk_mut()) {
            *room = bytes.to_le_bytes();
            self.len += len;
        }
    }

    /// Writes a number in groups of seven bits.
    #[inline]
    pub fn number(&mut self, written: u32) {
        let (number, len) = number(written);
        self.put(number, len);
    }

    /// Tells at `begin`, where one byte is left for it, how many bytes follow.
    pub fn tell_len(&mut self, begin: usize) {
        let (number, len) = number((self.len - begin - 1) as u32);
        if len > 1 {
            // Seldom.
            self.put(0, len - 1);
            self.bytes.copy_within(begin + 1..self.len - (len - 1), begin + len);
        }
        let told = number.to_le_bytes().into_iter().take(len);
        self.bytes.iter_mut().skip(begin).zip(told).for_each(|(to, from)| *to = from);
    }
}

/// Packed bytes being read.
pub(super) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    #[inline]
    pub fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }

    #[inline]
    pub fn chunk<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (&chunk, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(chunk)
    }

    #[inline]
    pub fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_again() {
        for len in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0x20_0000] {
            let content: Vec<u8> = (0..len).map(|at| at as u8).collect();
            let mut packed = Packed::default();
            packed.number(len);
            let begin = packed.len();
            packed.put(0, 1);
            content.iter().for_each(|&byte| packed.put(byte.into(), 1));
            packed.tell_len(begin);
            packed.put(0x0201, 2);
            let mut bytes = Bytes(packed.written());
            assert_eq!(bytes.number(), Some(len));
            assert_eq!(bytes.number(), Some(len));
            assert_eq!(bytes.take(len as usize), Some(&*content));
            assert_eq!(bytes.chunk(), Some([1, 2]));
            assert_eq!(bytes.number(), None);
        }
        let mut packed = Packed::default();
        packed.number(u32::MAX);
        assert_eq!(Bytes(packed.written()).number(), Some(u32::MAX));
    }
}
