package dev.tollgate.domain.redaction;

import static dev.tollgate.domain.redaction.Starts.word;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Numbers that states give to people. Those without a check digit count only as they are usually
 * written, since any nine digits would else be one.
 */
final class NationalIds {
    private static final Starts NUMBER = word(Starts::isDigit);
    private static final String START = "(?<![0-9][.-])(?<![+])";
    private static final String END = "(?![A-Za-z0-9]|[.-][0-9])";
    private static final Set<String> NOT_ISSUED = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");
    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    private NationalIds() {}

    static List<Detector> all() {
        return List.of(
                // US: area not 000, 666 or from 900, group not 00, serial not 0000
                // https://www.ssa.gov/employer/randomizationfaqs.html
                form(
                        NUMBER,
                        "(?!000|666|9)[0-9]{3}([ -])(?!00)[0-9]{2}\\2(?!0000)[0-9]{4}",
                        _ -> true),
                // UK: https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
                form(
                        word(Starts::isCapital),
                        "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]",
                        id -> !NOT_ISSUED.contains(id.substring(0, 2))),
                // Germany, the tax id:
                // https://download.elster.de/download/schnittstellen/Pruefung_der_Steuer_und_Steueridentifikatsnummer.pdf
                form(
                        NUMBER,
                        "[1-9][0-9] ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
                        digits(NationalIds::isGermanTaxId)),
                // Switzerland:
                // https://www.zas.admin.ch/zas/fr/home/partenaires-et-institutions-/navs13.html
                form(
                        NUMBER,
                        "756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2}",
                        digits(CheckDigits::gs1)),
                // France: https://www.insee.fr/fr/metadonnees/definition/c1409
                form(
                        NUMBER,
                        "[1-478] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[AB])"
                                + " ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
                        NationalIds::isFrench),
                // Spain:
                // https://www.interior.gob.es/opencms/es/servicios-al-ciudadano/tramites-y-gestiones/dni/calculo-del-digito-de-control-del-nif-nie/
                form(
                        word(c -> Starts.isDigit(c) || Starts.isCapital(c)),
                        "(?:[0-9]{8}|[XYZ]-?[0-9]{7})-?[A-Z]",
                        NationalIds::isSpanish),
                // Brazil, as it is written:
                // https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf
                form(
                        NUMBER,
                        "[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}",
                        digits(id -> CheckDigits.mod11(id, 9) && CheckDigits.mod11(id, 10))));
    }

    private static Form form(Starts starts, String pattern, Predicate<String> check) {
        return new Form(Sensitive.NATIONAL_ID, starts, START + "(" + pattern + ")" + END, check);
    }

    private static Predicate<String> digits(Predicate<String> check) {
        return text -> check.test(bare(text));
    }

    private static String bare(String text) {
        return text.replace(" ", "").replace(".", "").replace("-", "");
    }

    /** Of the first ten digits exactly one comes twice or three times, the others once or never. */
    private static boolean isGermanTaxId(String id) {
        int[] counts = new int[10];
        for (int i = 0; i < 10; i++) {
            counts[CheckDigits.digit(id, i)]++;
        }
        int repeated = 0;
        for (int count : counts) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated == 1 && CheckDigits.mod11And10(id);
    }

    /** The departments of Corsica count as 19 and 18. */
    private static boolean isFrench(String text) {
        var id = bare(text).replace("2A", "19").replace("2B", "18");
        int key = 97 - CheckDigits.remainder(id, 13, 97);
        return Integer.parseInt(id.substring(13)) == key;
    }

    /** X, Y and Z of foreigners count as 0, 1 and 2. */
    private static boolean isSpanish(String text) {
        var id = bare(text);
        int first = "XYZ".indexOf(id.charAt(0));
        var digits = (first < 0 ? id.substring(0, 1) : String.valueOf(first)) + id.substring(1, 8);
        return SPANISH_LETTERS.charAt(CheckDigits.remainder(digits, 8, 23)) == id.charAt(8);
    }
}
