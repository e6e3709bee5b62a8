package dev.tidegate.workload;

import java.text.Normalizer;
import java.util.Locale;
import java.util.SplittableRandom;

/** Names, places and phrases as a Czech company's CRM holds them. */
final class Vocabulary {
    static final String[] FIRST_NAMES = {
        "Pavel", "Jana", "Tomáš", "Kateřina", "Jiří", "Lucie", "Ondřej", "Zdeňka", "Šárka", "Vojtěch", "Radek", "Hana",
        "Emma", "Oliver", "Grace", "James", "Amelia", "Harry", "Sophie", "William", "Nuria", "Jürgen", "Søren", "Олена"
    };
    static final String[] LAST_NAMES = {
        "Novák",
        "Svobodová",
        "Dvořák",
        "Černá",
        "Procházka",
        "Kučerová",
        "Veselý",
        "Horáková",
        "Němec",
        "Růžičková",
        "Říha",
        "Žák",
        "Smith",
        "O'Brien",
        "Taylor",
        "Brown",
        "Wilson",
        "Evans",
        "Müller",
        "Kowalska",
        "Шевченко",
        "D’Arcy"
    };
    static final String[] COMPANIES = {
        "Stavby Morava s.r.o.", "Pekárna U Lípy", "Dopravní společnost Šumava a.s.", "Northwind Traders Ltd.",
        "Účetní kancelář Říp", "Bluebird Consulting", "Strojírny Kladno a.s.", "Zelená energie spol. s r.o.",
        "Acme \"Tools\" & Sons", "Kavárna Na Růžku", "Greenfield Software", "Tiskárna Brno"
    };
    static final String[] CITIES = {
        "Praha", "Brno", "Ostrava", "Plzeň", "Liberec", "Olomouc", "Ústí nad Labem", "London", "Leeds", "Wien", "Львів"
    };
    static final String[] STREETS = {
        "Dlouhá", "Náměstí Míru", "Vinohradská", "U Průhonu", "Křižíkova", "Na Příkopě", "High Street", "Station Road"
    };
    static final String[] COUNTRIES = {"Česká republika", "Slovensko", "United Kingdom", "Österreich", "CZ"};
    static final String[] PHRASES = {
        "Zavolat klientovi a domluvit schůzku",
        "Poslat nabídku do pátku",
        "Follow up after the trade fair",
        "Waiting for the signed contract",
        "Zkontrolovat fakturu č. 2023/118",
        "Prepare slides for Monday",
        "Dohodnout slevu 10 %",
        "Customer asked for references 👍",
        "První řádek\ndruhý řádek\ttabulátor",
        "C:\\fakturace\\2023",
        "He said: \"maybe next year\"",
        "důležité – nečekat",
        "مرحبا",
        "日本語のメモ"
    };
    static final String[] POSITIONS = {"jednatel", "CEO", "nákupčí", "Office manager", "účetní", "vedoucí výroby"};

    private Vocabulary() {}

    static <T> T one(SplittableRandom random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    static String phrase(SplittableRandom random) {
        String phrase = one(random, PHRASES);
        return random.nextInt(4) == 0 ? phrase + ". " + one(random, PHRASES) : phrase;
    }

    static String email(SplittableRandom random, String first, String last, int ordinal) {
        String domain = random.nextBoolean() ? "example.cz" : "example.com";
        return plain(first) + "." + plain(last) + ordinal + "@" + domain;
    }

    static String phone(SplittableRandom random) {
        return "+420 " + (600 + random.nextInt(200)) + " " + (100 + random.nextInt(900)) + " "
                + (100 + random.nextInt(900));
    }

    static String postalCode(SplittableRandom random) {
        return (100 + random.nextInt(690)) + " " + (10 + random.nextInt(90));
    }

    static String street(SplittableRandom random) {
        return one(random, STREETS) + " " + (1 + random.nextInt(240)) + "/" + (1 + random.nextInt(40));
    }

    static String token(SplittableRandom random, String prefix) {
        return prefix + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^\\p{ASCII}]|[^A-Za-z]", "")
                .toLowerCase(Locale.ROOT);
    }
}
