"""A hand-written conversation and catalogue for the tests of the web channel: words in, known replies out."""

from datetime import date

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.errors import BadInput, HarreraError, TooLarge, TooManyMessages
from bot.inbound import InboundMessage
from bot.messages import Button, Decision, Reply, SourceLine
from connectors.web_channel import ConversationIds, web_router

PADRON = Reply(
    text="Sí. Puedes empadronarte (apuntarte en el ayuntamiento) aunque no tengas papeles.\n\n"
    "1. Pide cita en el 944 204 000.\n2. Lleva tu pasaporte y algo que muestre dónde vives.\n3. Pide el certificado: es gratis.",
    more="## Si te dicen que no\n\nPide que lo **escriban**. Llama al 010 o mira [la ley](https://example.org/ley).\n\n"
    "- Sin contrato: vale una carta de quien vive contigo.\n- Sin casa: también se puede.\n\n<b>no es HTML</b> [malo](javascript:alert(1))",
    notice="Es un borrador: una persona lo revisará pronto.",
    language="es",
    buttons=(Button("¿Qué documentos llevo?", "topic:documentos"), Button("Hablar con una persona", "act:human")),
    sources=(
        SourceLine("Ayuntamiento de Bilbao: empadronamiento", "https://www.bilbao.eus/padron", date(2026, 11, 3)),
        SourceLine("Documento sin enlace", "javascript:alert(1)", date(2026, 10, 1)),
    ),
    topic="padron",
    decision=Decision.ANSWER,
    probability=0.93,
)
DANGER = Reply(
    text="112. Es gratis, contestan a cualquier hora y en muchos idiomas.\n\n"
    "Siento que estés pasando por esto. No es culpa tuya.\n\nSi no puedes hablar ahora, busca un lugar con gente. También puede ayudarte el 900 840 111 (SATEVI).",
    language="es",
    emergency=True,
)
ARABIC = Reply(
    text="نعم، يمكنك التسجيل في البلدية (empadronamiento) حتى بدون أوراق إقامة.\n\nاتصل بالرقم 944 204 000 لحجز موعد.",
    language="ar",
    more="## ماذا تحمل معك\n\n- جواز السفر\n- ورقة تثبت **مكان سكنك**",
    buttons=(Button("ما هي الوثائق؟", "topic:documentos"), Button("التحدث مع شخص", "act:human")),
    sources=(SourceLine("بلدية بلباو: التسجيل", "https://www.bilbao.eus/padron", date(2026, 11, 3)),),
    decision=Decision.ANSWER,
)
SWITCHED = {"es": "De acuerdo, seguimos en español.", "eu": "Ados, euskaraz jarraituko dugu.", "ar": "حسناً، نتابع بالعربية."}
HOSTILE = "\x00\ud800<img src=x onerror=alert(1)>\u202ebye"


class FakeConversation:
    """Remembers what it was given; a few words make it answer or fail in a known way."""

    def __init__(self):
        self.messages: list[InboundMessage] = []

    async def answer(self, message: InboundMessage) -> list[Reply]:
        self.messages.append(message)
        text = message.text
        if text.startswith("language:"):
            language = text.removeprefix("language:")
            return [Reply(SWITCHED.get(language, "OK"), language)]
        failures = {"bad": BadInput("bad"), "huge": TooLarge("huge"), "fast": TooManyMessages("fast")}
        if text in failures:
            raise failures[text]
        known = {"peligro": [DANGER], "peligro padrón": [DANGER, PADRON], "hostile": [Reply(HOSTILE, "es", more=HOSTILE)], "silence": []}
        if text in known:
            return known[text]
        return [ARABIC if message.language_hint == "ar" or "تسجيل" in text else PADRON]


class FakeTexts:
    def __init__(self):
        self.languages = {"es": "Español", "eu": "Euskara", "en": "English", "fr": "Français", "ar": "العربية", "ur": "اردو"}

    def direction(self, language: str) -> str:
        return "rtl" if language in {"ar", "ur"} else "ltr"


def web_app(conversation: FakeConversation) -> FastAPI:
    """The channel alone, with the one error shape that `bot.web` installs."""
    app = FastAPI()
    app.include_router(web_router(conversation, FakeTexts(), ConversationIds("a secret for tests only")))

    @app.exception_handler(HarreraError)
    async def shown(request: Request, error: HarreraError) -> JSONResponse:
        return JSONResponse({"error": {"code": error.code, "message": str(error)}}, error.status)

    return app
