//! Comparing bytes, many times a row.

/// Whether two stretches of bytes are the same. In the browser the library's comparison goes byte by byte, behind a call;
/// this one goes by eights and is compiled into its place.
#[inline]
#[must_use]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((one, one_rest), (other, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    one.iter().zip(other).all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && one_rest.iter().zip(other_rest).all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::same;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_equality(one in prop::collection::vec(0..3_u8, 0..40), other in prop::collection::vec(0..3_u8, 0..40)) {
            prop_assert_eq!(same(&one, &other), one == other);
            prop_assert!(same(&one, &one.clone()));
        }
    }
}
