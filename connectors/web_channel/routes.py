"""The web channel's addresses: the page, the API under it and the page's files."""

import re
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from bot.errors import BadInput, HarreraError, TooLarge, TooManyMessages
from bot.http.languages import choose_language
from bot.inbound import InboundMessage
from connectors.channel import Conversation, Texts
from connectors.web_channel.conversation_ids import ConversationIds
from connectors.web_channel.events import LaterDoor, events_router
from connectors.web_channel.headers import PRIVATE_HEADERS
from connectors.web_channel.incoming import Question, question_of_form, question_of_json, read_body
from connectors.web_channel.outgoing import Answer, answer_of
from connectors.web_channel.page import STARTERS, Exchange, Page
from connectors.web_channel.page_texts import load_page_texts

_SWITCH = "language:"  # the payload of a language button
_PAYLOAD = re.compile(r"[a-z_]+:\S*")
_BODY_OF_QUESTION = {"content": {"application/json": {"schema": Question.model_json_schema()}}, "required": True}


def web_router(
    conversation: Conversation,
    texts: Texts,
    conversation_ids: ConversationIds,
    *,
    later: LaterDoor | None = None,
    message_limit: int = 2000,
    default_language: str = "es",
) -> APIRouter:
    """`GET /`, `POST /`, `POST /api/chat`, with `later` also `GET /api/events`, and `GET /static/...`. The API lets errors of `bot.errors` pass to the app's handlers."""
    router = APIRouter()
    page = Page(load_page_texts(), texts, message_limit)

    def language_of(request: Request, asked: str | None) -> str:
        return choose_language(asked, request.headers.get("accept-language"), page.languages, default_language)

    async def ask(question: Question, request: Request) -> Answer:
        own_id = conversation_ids.ours_or_new(question.conversation)
        replies = await conversation.answer(_message(question, conversation_ids.token(own_id) or "", texts))
        return answer_of(replies, own_id, language_of(request, question.language), texts)

    @router.post("/api/chat", response_model=Answer, openapi_extra={"requestBody": _BODY_OF_QUESTION}, tags=["chat"])
    async def chat(request: Request) -> Response:
        """One question, all its replies."""
        question = question_of_json(await read_body(request))
        if not question.text.strip():
            raise BadInput("text is empty")
        answer = await ask(question, request)
        return JSONResponse(answer.model_dump(mode="json"), headers=PRIVATE_HEADERS)

    @router.get("/", include_in_schema=False)
    async def first_page(request: Request, language: str | None = None) -> Response:
        return page.response(language_of(request, language), str(request.base_url))

    @router.post("/", include_in_schema=False)
    async def page_without_script(request: Request) -> Response:
        """The form of the page; errors come back as the page, in words, with the text still in the field."""
        question, answer, error = Question(text=""), None, None
        try:
            question = question_of_form(await read_body(request))
            answer = await ask(question, request) if question.text.strip() else None
        except HarreraError as raised:
            error = raised
        language = language_of(request, _chosen_language(question))
        waiting = await run_in_threadpool(later.take, question.conversation) if later else []
        exchange = replace(_exchange(question, answer, error, page.texts[language]), later=waiting)
        return page.response(language, str(request.base_url), exchange, error.status if error else 200)

    @router.get("/static/{version}/{name}", include_in_schema=False)
    async def static_file(version: str, name: str, request: Request) -> Response:
        return page.assets.response(version, name, request)

    if later:
        router.include_router(events_router(later))
    return router


def _message(question: Question, token: str, texts: Texts) -> InboundMessage:
    hint = (question.language or "").lower().partition("-")[0]
    return InboundMessage(question.text, token, "web", hint if hint in texts.languages else None, question.city)


def _chosen_language(question: Question) -> str | None:
    return question.text.removeprefix(_SWITCH) if question.text.startswith(_SWITCH) else question.language


def _exchange(question: Question, answer: Answer | None, error: HarreraError | None, words: dict[str, Any]) -> Exchange:
    """What the page shows of one form. Of a pressed button only the payload came: the first page's are shown by their titles."""
    text = question.text.strip()
    titles = {payload: words["starters"][name] for name, payload in STARTERS.items()}
    typed = "" if _PAYLOAD.fullmatch(text) else text
    return Exchange(
        asked=titles.get(text, typed),
        answer=answer,
        trouble=_trouble(error) if error else "",
        kept_text=typed if error else "",
        conversation=answer.conversation if answer else question.conversation or "",
    )


def _trouble(error: HarreraError) -> str:
    if isinstance(error, TooLarge):
        return "too_long"
    return "slow_down" if isinstance(error, TooManyMessages) else "trouble"
