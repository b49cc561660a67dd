//! The cases. What cannot be told in our terms is listed with its reason.

use super::peer::{Case, Dimension, Part, Primary, Theirs, Zeros};

use Primary::{Few, Given};
use Theirs::{Column, Numbers};

const REGION: Dimension = Dimension("region", &["region", "fylke", "kostragr"]);
const HOVEDINT: Dimension = Dimension("hovedint", &["hovedint"]);
const AGE: Dimension = Dimension("age", &["age"]);
const GEO: Dimension = Dimension("geo", &["geo", "eu"]);
const YEAR: Dimension = Dimension("year", &["year"]);
const MUN: &[Dimension] = &[Dimension("mun", &["mun"]), Dimension("inj", &["inj"])];
const PLAIN: &[Dimension] = &[Dimension("var1", &["var1"]), Dimension("var2", &["var2"])];
const BY_GENDER: &[Dimension] = &[Dimension("region", &["region"]), Dimension("gender", &["gender"])];
const INCOME: Dimension = Dimension("main_income", &["main_income"]);
const SIZE: Dimension = Dimension("size", &["size"]);

const SEX: Dimension = Dimension("sex", &["sex"]);
const AGES: Dimension = Dimension("age", &["age_l", "age_m", "age_h"]);
const LMS: Dimension = Dimension("lms", &["lms_l", "lms_h"]);
const HST: Dimension = Dimension("hst", &["hst_l", "hst_m", "hst_h"]);
const FST: Dimension = Dimension("fst", &["fst_l", "fst_m", "fst_h"]);
const D53: [Part; 4] = [
    Part { dimensions: &[SEX, AGES, LMS], cells: None },
    Part { dimensions: &[SEX, AGES, HST], cells: None },
    Part { dimensions: &[SEX, AGES, FST], cells: None },
    Part { dimensions: &[SEX, LMS, HST], cells: None },
];

/// A case of a single table whose cells and pattern stand in a file.
const fn table(name: &'static str, data: &'static str, count: &'static str, parts: &'static [Part], few: u64, zeros: Zeros) -> Case {
    Case {
        name,
        data,
        count,
        only: None,
        parts,
        primary: Few(few, zeros),
        earlier: None,
        theirs: Column("suppressed"),
        is_unsafe: false,
        is_large: false,
    }
}

/// The only part of a case, with its file.
macro_rules! part {
    ($file:literal, $dimensions:expr) => {
        const { &[Part { dimensions: $dimensions, cells: Some($file) }] }
    };
}

const IN_2014: Option<(&str, &[&str])> = Some(("year", &["2014"]));
const IN_2015: Option<(&str, &[&str])> = Some(("year", &["2015"]));

const Z3: &[Dimension] = &[REGION, HOVEDINT, Dimension("mnd", &["mnd", "mnd2"])];
const Z2: &[Dimension] = &[REGION, HOVEDINT];
const Z1: &[Dimension] = &[Dimension("region", &["region"]), HOVEDINT];
const D2: &[Dimension] = &[Dimension("region", &["region", "county", "k_group"]), INCOME];
const AGE_GEO: &[Dimension] = &[AGE, GEO];
const AGE_GEO_YEAR: &[Dimension] = &[AGE, GEO, YEAR];

pub(super) const CASES: &[Case] = &[
    table("z1_maxN3", "z1", "ant", part!("z1_maxN3.expected.csv", Z1), 3, Zeros::Primary),
    table("z1_maxN4", "z1", "ant", part!("z1_maxN4.expected.csv", Z1), 4, Zeros::Primary),
    table("z1_maxN5", "z1", "ant", part!("z1_maxN5.expected.csv", Z1), 5, Zeros::Primary),
    table("z2_maxN3", "z2", "ant", part!("z2_maxN3.expected.csv", Z2), 3, Zeros::Primary),
    table("z2_maxN4", "z2", "ant", part!("z2_maxN4.expected.csv", Z2), 4, Zeros::Primary),
    table("z2_maxN4_pz0", "z2", "ant", part!("z2_maxN4_pz0.expected.csv", Z2), 4, Zeros::Printed),
    table("z2_maxN4_pz0_sz1", "z2", "ant", part!("z2_maxN4_pz0_sz1.expected.csv", Z2), 4, Zeros::Helpers),
    table("z2_maxN1_pz0", "z2", "ant", part!("z2_maxN1_pz0.expected.csv", Z2), 1, Zeros::Printed),
    Case { is_large: true, ..table("z3_maxN3", "z3", "ant", part!("z3_maxN3.expected.csv", Z3), 3, Zeros::Primary) },
    Case { is_large: true, ..table("z3_maxN4_pz0", "z3", "ant", part!("z3_maxN4_pz0.expected.csv", Z3), 4, Zeros::Printed) },
    Case {
        is_unsafe: true,
        is_large: true,
        ..table("z3_maxN4_pz0_none", "z3", "ant", part!("z3_maxN4_pz0_none.expected.csv", Z3), 4, Zeros::Printed)
    },
    table("mun_maxN3", "mun_accidents", "freq", part!("mun_maxN3.expected.csv", MUN), 3, Zeros::Primary),
    table("mun_maxN3_pz0", "mun_accidents", "freq", part!("mun_maxN3_pz0.expected.csv", MUN), 3, Zeros::Printed),
    table("d2_maxN2", "d2", "f", part!("d2_maxN2.expected.csv", D2), 2, Zeros::Primary),
    Case { only: IN_2014, ..table("example1_t1", "example1", "freq", part!("example1_t1.expected.csv", AGE_GEO), 1, Zeros::Primary) },
    Case { only: IN_2014, ..table("example1_t2", "example1", "freq", part!("example1_t2.expected.csv", AGE_GEO), 2, Zeros::Primary) },
    Case { only: IN_2014, ..table("example1_t4", "example1", "freq", part!("example1_t4.expected.csv", AGE_GEO), 4, Zeros::Printed) },
    Case { only: IN_2014, ..table("example1_t5", "example1", "freq", part!("example1_t5.expected.csv", AGE_GEO), 3, Zeros::Helpers) },
    Case { only: IN_2015, ..table("example1_t7", "example1", "freq", part!("example1_t7.expected.csv", AGE_GEO), 2, Zeros::Primary) },
    table("example1_t8", "example1", "freq", part!("example1_t8.expected.csv", AGE_GEO_YEAR), 1, Zeros::Printed),
    Case {
        is_unsafe: true,
        ..table("example1_t8_none", "example1", "freq", part!("example1_t8_none.expected.csv", AGE_GEO_YEAR), 1, Zeros::Printed)
    },
    // Without the peer's second rule, which demands intervals of a certain width.
    Case {
        theirs: Numbers([12, 2, 4]),
        ..table("example1_t9", "example1", "freq", part!("example1_t9.expected.csv", AGE_GEO), 3, Zeros::Primary)
    },
    linked("linked_local", const { &linked_parts("linked_local_t1.expected.csv", "linked_local_t2.expected.csv") }, true),
    linked("linked_consistent", const { &linked_parts("linked_consistent_t1.expected.csv", "linked_consistent_t2.expected.csv") }, true),
    linked(
        "linked_super-consistent",
        const { &linked_parts("linked_super-consistent_t1.expected.csv", "linked_super-consistent_t2.expected.csv") },
        false,
    ),
    d53("d53: first table", const { &[Part { dimensions: &[SEX, AGES, LMS], cells: None }] }, [2486, 401, 815]),
    d53("d53: second table", const { &[Part { dimensions: &[SEX, AGES, HST], cells: None }] }, [2953, 744, 1347]),
    d53("d53: third table", const { &[Part { dimensions: &[SEX, AGES, FST], cells: None }] }, [4492, 982, 1836]),
    Case { is_large: false, ..d53("d53: fourth table", const { &[Part { dimensions: &[SEX, LMS, HST], cells: None }] }, [302, 36, 120]) },
    // Each cell of the one large table that all four are parts of is counted where it first stands.
    d53("d53: all four", &D53, [9408, 2136, 4229]),
    // The peer shows with these what its options are for: in A three zeros follow from their sum of 0, and with them all primary cells;
    // in B, where no withheld cell is a zero, three ones follow from their sum of 3.
    Case { theirs: Column("secondary_A"), is_unsafe: true, ..df15("df15 A", Zeros::Helpers) },
    Case { theirs: Column("secondary_B"), is_unsafe: true, ..df15("df15 B", Zeros::Printed) },
    Case { theirs: Column("secondary_C"), ..df15("df15 C", Zeros::Printed) },
    table("three_singletons", "three_singletons", "values", part!("three_singletons.expected.csv", PLAIN), 2, Zeros::Printed),
    Case {
        is_unsafe: true,
        ..table("three_singletons_unsafe", "three_singletons", "values", part!("three_singletons_unsafe.csv", PLAIN), 2, Zeros::Printed)
    },
    table(
        "overlapping_groups",
        "overlapping_groups",
        "n",
        part!("overlapping_groups.expected.csv", const { &[Dimension("region", &["region", "county", "group"])] }),
        3,
        Zeros::Primary,
    ),
    given(
        "four_by_four",
        "four_by_four",
        "freq",
        const { &[Part { dimensions: &[Dimension("v1", &["v1"]), Dimension("v2", &["v2"])], cells: None }] },
        &["given_primary"],
        Numbers([25, 9, 10]),
    ),
    given(
        "sdctable_testproblem",
        "sdctable_testproblem",
        "freq",
        part!("sdctable_testproblem.csv", BY_GENDER),
        &["primary"],
        Column("suppressed_gauss"),
    ),
    given("tauargus_ex1", "tauargus_ex1", "freq", part!("tauargus_ex1.csv", BY_GENDER), &["status_in"], Column("expected")),
    given(
        "tauargus_simple2d",
        "tauargus_simple2d",
        "value",
        part!("tauargus_simple2d.csv", const { &[SIZE, Dimension("region", &["region", "group"])] }),
        &["status"],
        // 43 of the table's 162 cells are empty.
        Numbers([162 - 43, 9, 21]),
    ),
    Case {
        is_large: true,
        ..given(
            "rtauargus_act_size",
            "rtauargus_act_size",
            "n",
            part!("rtauargus_act_size.csv", const { &[Dimension("activity", &["A10", "A21", "A88"]), SIZE] }),
            &["primary_freq", "primary_dominance"],
            Numbers([414, 77, 77 + 63]),
        )
    },
    quarters(
        "four_quarters: first",
        Some(("quarter", &["Q1"])),
        const { &[Part { dimensions: &[INCOME, SIZE], cells: None }] },
        [15, 2, 4],
    ),
    Case {
        earlier: Some(("quarter", "Q1")),
        ..quarters(
            "four_quarters: two",
            Some(("quarter", &["Q1", "Q2"])),
            const { &[Part { dimensions: &[INCOME, SIZE, Dimension("quarter", &["quarter"])], cells: None }] },
            [45, 6, 14],
        )
    },
    quarters(
        "four_quarters: all",
        None,
        const { &[Part { dimensions: &[INCOME, SIZE, Dimension("quarter", &["quarter"])], cells: None }] },
        [75, 11, 22],
    ),
];

/// Cases that are not tried, and why.
pub(super) const LEFT_OUT: &[(&str, &str)] = &[
    ("mun_kdis1", "protects no cell but every difference that a coalition can form; no rule here does that"),
    ("example1_t9 (width 5), linked_interval4", "demand intervals of a certain width; no width is demanded here"),
    ("z1_maxN3.intervals, z2_maxN3.intervals", "the same pattern as the case of the name; what they bound is in the audit's columns"),
    ("tauargus_ex1 (range), rtauargus (Optimal, Modular)", "protect intervals; held against the same primaries without them"),
    ("issue133_regions, paris2025_freq", "data without a pattern or a number"),
];

const fn linked_parts(first: &'static str, second: &'static str) -> [Part; 2] {
    const FIRST: &[Dimension] = &[AGE, Dimension("eu", &["eu"]), YEAR];
    const SECOND: &[Dimension] = &[Dimension("geo", &["geo"]), YEAR];
    [Part { dimensions: FIRST, cells: Some(first) }, Part { dimensions: SECOND, cells: Some(second) }]
}

const fn linked(name: &'static str, parts: &'static [Part], is_unsafe: bool) -> Case {
    Case { is_unsafe, ..table(name, "linked_example", "freq", parts, 2, Zeros::Primary) }
}

/// There are no zeros in these tables, and the peer's protection of ones is off: to a reader who does not know that no cell is a zero.
const fn d53(name: &'static str, parts: &'static [Part], theirs: [usize; 3]) -> Case {
    Case { theirs: Numbers(theirs), is_large: true, ..table(name, "d53", "freq", parts, 3, Zeros::Helpers) }
}

const fn df15(name: &'static str, zeros: Zeros) -> Case {
    table(name, "df15", "values", part!("df15.expected.csv", PLAIN), 4, zeros)
}

/// Primary cells as the peer gives them.
const fn given(
    name: &'static str,
    data: &'static str,
    count: &'static str,
    parts: &'static [Part],
    columns: &'static [&'static str],
    theirs: Theirs,
) -> Case {
    Case { primary: Given(columns), theirs, ..table(name, data, count, parts, 0, Zeros::Primary) }
}

/// A year of which the peer publishes quarter by quarter.
const fn quarters(
    name: &'static str,
    only: Option<(&'static str, &'static [&'static str])>,
    parts: &'static [Part],
    theirs: [usize; 3],
) -> Case {
    Case { only, theirs: Numbers(theirs), ..table(name, "four_quarters", "freq", parts, 15, Zeros::Primary) }
}
