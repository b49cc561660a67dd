//! Names of pupils, schools and subjects. All are common; together they name nobody.

pub(super) const GIRLS: [&str; 40] = [
    "Agnes", "Alice", "Alma", "Amina", "Astrid", "Clara", "Ebba", "Edith", "Elin", "Ella", "Elsa", "Emma", "Ester", "Fatima", "Freja",
    "Greta", "Hanna", "Ida", "Ines", "Ingrid", "Iris", "Julia", "Klara", "Leah", "Lilly", "Linnéa", "Lova", "Maja", "Maryam", "Matilda",
    "Meja", "Nora", "Olivia", "Saga", "Selma", "Signe", "Sofia", "Stella", "Vera", "Wilma",
];

pub(super) const BOYS: [&str; 40] = [
    "Adam",
    "Albin",
    "Alexander",
    "Ali",
    "Anton",
    "Arvid",
    "August",
    "Axel",
    "Charlie",
    "David",
    "Edvin",
    "Elias",
    "Emil",
    "Filip",
    "Gustav",
    "Harry",
    "Henry",
    "Hugo",
    "Isak",
    "Ivar",
    "Jonathan",
    "Karl",
    "Leo",
    "Liam",
    "Loke",
    "Love",
    "Lucas",
    "Malte",
    "Mohammed",
    "Nils",
    "Noah",
    "Oliver",
    "Olle",
    "Oscar",
    "Sam",
    "Theo",
    "Vidar",
    "Viktor",
    "Wilhelm",
    "William",
];

pub(super) const SURNAMES: [&str; 60] = [
    "Abdi",
    "Ahmed",
    "Ali",
    "Andersson",
    "Axelsson",
    "Berg",
    "Berglund",
    "Bergström",
    "Björk",
    "Carlsson",
    "Danielsson",
    "Ekström",
    "Eliasson",
    "Engström",
    "Eriksson",
    "Fransson",
    "Gunnarsson",
    "Gustafsson",
    "Haddad",
    "Hansson",
    "Hassan",
    "Holm",
    "Håkansson",
    "Isaksson",
    "Jakobsson",
    "Jansson",
    "Johansson",
    "Jonsson",
    "Karlsson",
    "Khalil",
    "Kowalski",
    "Larsson",
    "Lind",
    "Lindberg",
    "Lindgren",
    "Lindqvist",
    "Lundberg",
    "Lundgren",
    "Magnusson",
    "Mattsson",
    "Mohamed",
    "Nguyen",
    "Nilsson",
    "Nyström",
    "Olofsson",
    "Olsson",
    "Omar",
    "Persson",
    "Pettersson",
    "Popović",
    "Sandberg",
    "Sjöberg",
    "Ström",
    "Sundberg",
    "Svensson",
    "Söderberg",
    "Viklund",
    "Wallin",
    "Åberg",
    "Öberg",
];

const SCHOOLS: [&str; 24] = [
    "Björkskolan",
    "Ekskolan",
    "Aspskolan",
    "Granskolan",
    "Lindskolan",
    "Rönnskolan",
    "Tallskolan",
    "Almskolan",
    "Hasselskolan",
    "Bokskolan",
    "Lönnskolan",
    "Oxelskolan",
    "Pilskolan",
    "Sälgskolan",
    "Enskolan",
    "Hagtornsskolan",
    "Videskolan",
    "Slånskolan",
    "Körsbärsskolan",
    "Apelskolan",
    "Lärkskolan",
    "Domherreskolan",
    "Messkolan",
    "Transkolan",
];

const SIDES: [&str; 7] = ["", "Norra ", "Södra ", "Östra ", "Västra ", "Gamla ", "Nya "];

/// The name of the school of that number, counted from 0: no two are the same.
pub(super) fn school(number: usize) -> String {
    let (round, place) = (number / SCHOOLS.len(), number % SCHOOLS.len());
    let tree = SCHOOLS.get(place).copied().unwrap_or_default();
    match SIDES.get(round) {
        Some(side) => format!("{side}{tree}"),
        None => format!("{tree} {round}"),
    }
}

/// The subjects of a grade (F is 0), in about the proportions of the national timetable.
pub(super) const fn subjects(grade: u8) -> &'static [&'static str] {
    match grade {
        0 => &["Språk", "Matematik", "Skapande", "Idrott och hälsa", "Musik", "Natur och teknik"],
        1..=3 => &[
            "Svenska",
            "Svenska",
            "Svenska",
            "Matematik",
            "Matematik",
            "Engelska",
            "Naturorientering",
            "Samhällsorientering",
            "Bild",
            "Idrott och hälsa",
            "Musik",
            "Slöjd",
        ],
        4..=6 => &[
            "Svenska",
            "Svenska",
            "Matematik",
            "Matematik",
            "Engelska",
            "Naturorientering",
            "Samhällsorientering",
            "Moderna språk",
            "Bild",
            "Idrott och hälsa",
            "Musik",
            "Slöjd",
            "Teknik",
            "Hem- och konsumentkunskap",
        ],
        _ => &[
            "Svenska",
            "Svenska",
            "Matematik",
            "Matematik",
            "Engelska",
            "Engelska",
            "Moderna språk",
            "Biologi",
            "Fysik",
            "Kemi",
            "Teknik",
            "Geografi",
            "Historia",
            "Religionskunskap",
            "Samhällskunskap",
            "Bild",
            "Idrott och hälsa",
            "Musik",
            "Slöjd",
            "Hem- och konsumentkunskap",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_have_names_of_their_own() {
        let names: std::collections::BTreeSet<String> = (0..500).map(school).collect();
        assert_eq!(names.len(), 500);
        assert_eq!((school(0).as_str(), school(25).as_str()), ("Björkskolan", "Norra Ekskolan"));
    }
}
