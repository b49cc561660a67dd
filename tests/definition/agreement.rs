//! The judge and the slow evaluator on random small worlds.

use super::difference;
use super::random::{columns, drafts, worlds};
use super::slow::Roll;
use crate::definition::Definition;
use proptest::prelude::*;
use proptest::sample::Index;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_judge_agrees_with_the_slow_evaluator(
        world in worlds(),
        drafts in prop::collection::vec(drafts(), 1..4),
        cut in any::<[Index; 2]>(),
        parts in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(any::<Index>(), 1..3)],
    ) {
        let definitions: Vec<Definition> = drafts.iter().map(|draft| draft.aimed(&world)).collect();
        let named: Vec<&Definition> = definitions.iter().collect();
        let (span, columns) = columns(world.span().expect("a world has days"), cut, &parts);
        // All definitions at once: none may spoil another's verdicts.
        let judged = world.judged(&named, span, &columns);
        for (definition, judged) in definitions.iter().zip(&judged) {
            let roll = Roll::of(&world, definition.settings());
            for (column, judged) in columns.iter().zip(judged) {
                let differs = difference(&world, &roll, definition, span, *column, judged);
                prop_assert!(differs.is_none(), "{}\n{}", differs.unwrap_or_default(), world.csv());
            }
        }
    }
}
