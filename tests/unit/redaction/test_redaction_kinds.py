"""Each kind of personal data in the ways people write it, and beside it what looks alike and must stay. All data is invented."""

import pytest

GOES = {
    "NIE": [
        ("es", "mi NIE es X1234567L", "mi NIE es [NIE]"),
        ("es", "nie x1234567l caducado", "nie [NIE] caducado"),
        ("fr", "mon NIE X 1234567 L est perdu", "mon NIE [NIE] est perdu"),
        ("en", "my NIE is Y-1234567-B ok?", "my NIE is [NIE] ok?"),  # the letter is wrong: people mistype
        ("es", "mi NIE X1234567 y nada", "mi NIE [NIE] y nada"),
        ("es", "mi NIE X123456", "mi NIE [NIE]"),
        ("eu", "nire NIE zenbakia X.1234567.L da", "nire NIE zenbakia [NIE] da"),
        ("ar", "رقم NIE هو X١٢٣٤٥٦٧L", "رقم NIE هو [NIE]"),
        ("es", "mi NIE es Ｘ１２３４５６７Ｌ", "mi NIE es [NIE]"),
        ("es", "mi NIE es X12\u200b345\u200b67L.", "mi NIE es [NIE]."),
    ],
    "NIF": [
        ("es", "DNI 12345678Z", "DNI [NIF]"),
        ("es", "dni 12.345.678-z, gracias", "dni [NIF], gracias"),
        ("es", "mi DNI es 12345678", "mi DNI es [NIF]"),
        ("es", "tengo el 12345678A", "tengo el [NIF]"),
        ("es", "tengo el 12345678 H", "tengo el [NIF]"),
        ("es", "tengo el 12345678H y 18 h", "tengo el [NIF] y 18 h"),
        ("fr", "ma CIN est BE123456", "ma CIN est [NIF]"),
    ],
    "PASSPORT": [
        ("es", "tengo el pasaporte AB1234567 caducado", "tengo el pasaporte [PASSPORT] caducado"),
        ("en", "my passport number is 533401234", "my passport number is [PASSPORT]"),
        ("fr", "passeport n° 12AB34567", "passeport n° [PASSPORT]"),
        ("ar", "جواز السفر رقم AB1234567", "جواز السفر رقم [PASSPORT]"),
        ("es", "pasaporte XDA 123456", "pasaporte [PASSPORT]"),
        ("es", "es el AB1234567", "es el [DOCUMENT]"),
    ],
    "SSN": [
        ("es", "número de la seguridad social 48/12345678/29", "número de la seguridad social [SSN]"),
        ("es", "es 28 12345678 40", "es [SSN]"),
        ("eu", "gizarte segurantzako zenbakia 481234567899", "gizarte segurantzako zenbakia [SSN]"),
    ],
    "PHONE": [
        ("es", "mi teléfono es 600 123 456", "mi teléfono es [PHONE]"),
        ("es", "llama al 600-12-34-56 o al 94.423.55.66", "llama al [PHONE] o al [PHONE]"),
        ("fr", "appelez au +212 6 12 34 56 78 svp", "appelez au [PHONE] svp"),
        ("ar", "رقمي ٠٦١٢٣٤٥٦٧٨", "رقمي [PHONE]"),
        ("es", "６００１２３４５６", "[PHONE]"),
        ("es", "6\u200b00\u200b123\u200b456", "[PHONE]"),
        ("es", "6 0 0 1 2 3 4 5 6", "[PHONE]"),
        ("es", "6️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣", "[PHONE]"),
        ("en", "call me on (0044) 7911 123456", "call me on [PHONE]"),
        ("es", "el 30/06/2026 600123456", "el 30/06/2026 [PHONE]"),
        ("en", "+44 (0)20 7946 0018 (2018 office)", "[PHONE] (2018 office)"),
        ("es", "tel. 423 556", "tel. [PHONE]"),
        ("es", "600112345 no es el 112", "[PHONE] no es el 112"),
    ],
    "IBAN": [
        ("es", "ES91 2100 0418 4502 0005 1332 es mi cuenta", "[IBAN] es mi cuenta"),
        ("es", "es9121000418450200051332", "[IBAN]"),
        ("es", "mi iban ES91 2100 0418 4502 0005 1333 hola", "mi iban [IBAN] hola"),  # mistyped
        ("en", "GB29 NWBK 6016 1331 9268 19 thanks", "[IBAN] thanks"),
        ("es", "cuenta 2100 0418 45 0200051332", "cuenta [IBAN]"),
    ],
    "CARD": [
        ("es", "4111 1111 1111 1111", "[CARD]"),
        ("en", "my card number 5500-0000-0000-0004.", "my card number [CARD]."),
        ("es", "la mía es 4111 1111 1111 1111", "la mía es [CARD]"),
        ("es", "número de tarjeta 4111 1111 1111 1112", "número de tarjeta [CARD]"),
    ],
    "EMAIL": [
        ("es", "escríbeme a ana.perez+x@gmail.com, gracias", "escríbeme a [EMAIL], gracias"),
        ("es", "ana arroba gmail punto com", "[EMAIL]"),
        ("en", "ana (at) mail (dot) com", "[EMAIL]"),
        ("fr", "ana @ mail . fr", "[EMAIL]"),
        ("es", "mi correo es ana@gmial", "mi correo es [EMAIL]"),
        ("ar", "بريدي ana＠gmail．com", "بريدي [EMAIL]"),
    ],
    "URL": [
        ("es", "https://www.facebook.com/ana.perez", "[URL]"),
        ("en", "see wa.me/34600123456 please", "see [URL] please"),
        ("es", "https://www.bilbao.eus/cita?dni=12345678Z", "[URL]"),
        ("es", "https://maps.app.goo.gl/AbCdEf", "[URL]"),
    ],
    "HANDLE": [
        ("es", "soy @ana_perez en todas partes", "soy [HANDLE] en todas partes"),
        ("es", "mi instagram es ana.perez90", "mi instagram es [HANDLE]"),
    ],
    "COORDINATES": [
        ("es", "estoy en 43.2630, -2.9350", "estoy en [COORDINATES]"),
        ("en", "43°15'48\"N 2°56'06\"W", "[COORDINATES]"),
    ],
    "PLATE": [
        ("es", "coche con matrícula 1234 BCD", "coche con matrícula [PLATE]"),
        ("es", "BI-1234-AB", "[PLATE]"),
        ("es", "el 1234bcd", "el [PLATE]"),
        ("ar", "12345-أ-6", "[PLATE]"),
    ],
    "DOCUMENT": [
        ("es", "mi expediente 480020230001234", "mi expediente [DOCUMENT]"),
        ("es", "expediente 1234/2024", "expediente [DOCUMENT]"),
        ("eu", "osasun txartela 1234567", "osasun txartela [DOCUMENT]"),
    ],
    "BIRTHDATE": [
        ("es", "nací el 12/03/1990 en Nador", "nací el [BIRTHDATE] en Nador"),
        ("en", "date of birth: 12 March 1990", "date of birth: [BIRTHDATE]"),
        ("fr", "née le 12 mars 1990", "née le [BIRTHDATE]"),
    ],
    "ADDRESS": [
        ("es", "vivo en la calle Autonomía 12, 3º B, 48012 Bilbao", "vivo en la [ADDRESS] Bilbao"),
        ("es", "calle autonomia 12 3ºB", "[ADDRESS]"),
        ("es", "C/Licenciado Poza, 30", "[ADDRESS]"),
        ("es", "c/ Iturribide nº 5, 2º dcha", "[ADDRESS]"),
        ("es", "avda. de la Libertad 4, bajo.", "[ADDRESS]."),
        ("es", "plaza 2 de Mayo 5", "[ADDRESS]"),
        ("es", "vivo en la calle Autonomía", "vivo en la [ADDRESS]"),
        ("eu", "Autonomia kalea 12, 3. ezkerra", "[ADDRESS]"),
        ("eu", "nire helbidea Hurtado Amezaga kalea 3 da", "nire helbidea [ADDRESS] da"),
        ("en", "I live at 12 Baker Street", "I live at [ADDRESS]"),
        ("fr", "j'habite 12 rue de la Paix à Bilbao", "j'habite [ADDRESS] à Bilbao"),
        ("fr", "rue Voltaire 12 bis", "[ADDRESS]"),
        ("ar", "أسكن في شارع الحرية رقم 12", "أسكن في [ADDRESS]"),
        ("ar", "123 شارع محمد الخامس", "[ADDRESS]"),
        ("es", "código postal 48003", "código postal [ADDRESS]"),
        ("es", "48003 Bilbao", "[ADDRESS] Bilbao"),
        ("es", "calle Autonomía 12 y tengo 2 hijos", "[ADDRESS] y tengo 2 hijos"),
        ("es", "plaza Moyua 4, bajo a la derecha", "[ADDRESS] a la derecha"),
        ("es", "vivo en calle 13 # 45-12", "vivo en [ADDRESS]"),
    ],
    "NAME": [
        ("es", "me llamo Fatima el Amrani y soy de Marruecos", "me llamo [NAME] y soy de Marruecos"),
        ("es", "me llamo fatima el amrani y necesito ayuda", "me llamo [NAME] y necesito ayuda"),
        ("es", "ME LLAMO FATIMA Y NECESITO AYUDA", "ME LLAMO [NAME] Y NECESITO AYUDA"),
        ("es", "Mi nombre es Juan Pérez García. Tengo NIE", "Mi nombre es [NAME]. Tengo NIE"),
        ("es", "Me llamo Jose\u0301.", "Me llamo [NAME]."),
        ("es", "soy Ana de Bilbao", "soy [NAME] de Bilbao"),
        ("es", "Me llamo Joan", "Me llamo [NAME]"),
        ("es", "mi hijo Youssef no tiene plaza", "mi hijo [NAME] no tiene plaza"),
        ("es", "mi marido se llama ahmed y me pega", "mi marido se llama [NAME] y me pega"),
        ("es", "me llamo Ana sufro violencia", "me llamo [NAME] sufro violencia"),
        ("es", "¿Qué hago? Un saludo, Fatima Amrani", "¿Qué hago? Un saludo, [NAME]"),
        ("eu", "nire izena Ane Etxebarria da", "nire izena [NAME] da"),
        ("eu", "Ane Etxebarria naiz", "[NAME] naiz"),
        ("eu", "Ni Amaia naiz", "Ni [NAME] naiz"),
        ("en", "my name is john and I need help", "my name is [NAME] and I need help"),
        ("en", "I am John Smith", "I am [NAME]"),
        ("en", "I’m Adaeze, where do I go?", "I’m [NAME], where do I go?"),
        ("fr", "je m’appelle Marie Dupont et je cherche", "je m’appelle [NAME] et je cherche"),
        ("fr", "Je suis Fatou Diop", "Je suis [NAME]"),
        ("ar", "اسمي فاطمة الزهراء وأريد موعد", "اسمي [NAME] وأريد موعد"),
        ("ar", "سميتي محمد", "سميتي [NAME]"),
        ("ar", "smiti Fatima bghit padron", "smiti [NAME] bghit padron"),
        ("ar", "smyti fatima o bghit padron", "smyti [NAME] o bghit padron"),
        ("pt", "meu nome é João", "meu nome é [NAME]"),
        ("ro", "mă numesc Ion Popescu", "mă numesc [NAME]"),
        ("ru", "меня зовут Иван Петров", "меня зовут [NAME]"),
        ("uk", "мене звати Олена", "мене звати [NAME]"),
        ("zh", "我叫王小明，我需要帮助", "我叫[NAME]，我需要帮助"),
        ("ur", "میرا نام احمد ہے", "میرا نام [NAME] ہے"),
    ],
}

STAYS = {
    "documents by name": [
        "¿Necesito pasaporte, NIE o TIE para la tarjeta sanitaria?",
        "mi pasaporte caduca el 30/06/2026",
        "EX-10, EX10, modelo 790-052 y tasa 790 código 012",
        "Real Decreto 1155/2024, Ley Orgánica 4/2000, Reglamento 2016/679",
    ],
    "amounts and dates": [
        "430 euros el 30 de junio de 2026, 18 meses, 3 hijos, llegué en 2019",
        "hay 47.000.000 habitantes y 1.000.000 de inmigrantes",
        "cobro 1.234,56 € al mes, el curso 2025/2026 y 2019-2024",
        "horario 9.00-14.00 16.00-19.00 o de 9:00 a 14:00",
        "عندي 3 أطفال و 430 يورو",
        "tengo 34 años y nací en 1990",
        "entre 2019 2020 y 2021",
    ],
    "public help numbers": [
        "Llama al 112, 016, 010, 024, 091 o 092",
        "900 840 111 24 horas, 900840111, 900-840-111",
        "900 105 090 / 900 20 30 50 y 94 401 00 10",
        "+34 944 01 00 10",
        "teléfono 116 111",
        "اتصل بـ ١١٢ أو ٠١٦",
    ],
    "places of need": [
        "vivo en San Francisco",
        "estoy en Rekalde",
        "vivo en la calle",
        "vivo en la calle desde hace 3 meses",
        "duermo en la calle con 2 hijos",
        "vivo en la calle busco piso 3 habitaciones",
        "La oficina está en Plaza Ernesto Erkoreka",
        "kalean bizi naiz duela 3 hilabete",
        "I slept 3 nights on the street",
        "je dors dans la rue depuis 3 mois",
        "كنعيش في الشارع 3 أشهر",
        "parque de Doña Casilda",
    ],
    "who people are": [
        "soy marroquí",
        "Soy Marroquí",
        "SOY MARROQUI",
        "soy de Senegal",
        "Soy madre soltera",
        "Soy Colombiana y Autónoma",
        "I am pregnant",
        "I am South African",
        "I'm Senegalese",
        "je suis sans papiers",
        "Je suis Algérienne et enceinte",
        "Marokoarra naiz",
        "Bilbokoa naiz",
        "Etorri naiz Bilbora",
        "Langabetua naiz",
        "mi hijo mayor tiene 12 años",
        "ni NIE ni Pasaporte",
        "أنا مغربية وحامل",
    ],
    "ordinary talk": [
        "¿Puedo empadronarme sin contrato? Me dijeron que no.",
        "Gracias, Lanbide me dijo que no",
        "nos vemos @ Bilbao. Gracias",
        "https://www.bilbao.eus/padron",
        "www.euskadi.eus/lanbide",
        "mira bilbao.eus",
        "face to face is better for me",
        "my son is called names at school",
        "la carte de transport à mon nom c'est valable",
        "¿cómo se llama el papel del ayuntamiento?",
        "fin bghit ndir padron, 3andi 2 wlad",
        "",
        "   ",
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "redacted"),
    [pytest.param(*row, id=f"{kind}-{place}") for kind, rows in GOES.items() for place, row in enumerate(rows)],
)
def test_personal_data_becomes_a_placeholder(redactor, language, text, redacted):
    assert redactor.redact_text(text, language) == redacted


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{subject}-{place}") for subject, texts in STAYS.items() for place, text in enumerate(texts)]
)
@pytest.mark.parametrize("language", ["es", "ar"])
def test_what_the_answer_needs_stays(redactor, language, text):
    assert redactor.redact_text(text, language) == text


def test_language_nobody_listed_is_redacted_all_the_same(redactor):
    assert redactor.redact_text("numri im 600 123 456", "sq") == "numri im [PHONE]"
